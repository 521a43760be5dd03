package measure

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"cekloker/internal/hear"
	"cekloker/internal/linear"
	"cekloker/internal/talk"
)

// by chooses what one of the three listeners heard.
type by struct {
	name string
	of   func(Interpretations) talk.Interpretation
}

var listeners = [...]by{
	{"rules", func(h Interpretations) talk.Interpretation { return h.Rules }},
	{"model", func(h Interpretations) talk.Interpretation { return h.Model }},
	{"both", func(h Interpretations) talk.Interpretation { return h.Both }},
}

// atAsk and heardDanger report how danger was classified; the safe word counts as
// danger.
func atAsk(h talk.Interpretation) bool {
	return h.Tier == hear.TierAsk || h.Intent == hear.IntentSafeword
}
func heardDanger(h talk.Interpretation) bool {
	return h.Tier != hear.TierNone || h.Intent == hear.IntentSafeword
}

// ReportCrossValidation writes the figures by label, topic, language and author.
func ReportCrossValidation(out io.Writer, all []LabelledUtteranceResult) {
	reportAnswers(out, all)
	all = slices.DeleteFunc(slices.Clone(all), isAnswer)
	for _, b := range listeners {
		fmt.Fprintf(out, "%s\n", b.name)
		report := func(name string, of func(LabelledUtteranceResult) bool, right func(LabelledUtteranceResult) bool) {
			fmt.Fprintf(out, "  %-34s %s\n", name, proportion(all, of, right))
		}
		label := func(name string) func(LabelledUtteranceResult) bool {
			return func(l LabelledUtteranceResult) bool { return l.Label == name }
		}
		danger := label("danger")
		calm := func(l LabelledUtteranceResult) bool { return !danger(l) && l.Label != hear.Ordinary }
		report("danger at ask", danger, func(l LabelledUtteranceResult) bool { return atAsk(b.of(l.Interpretations)) })
		report("danger at ask or beside", danger, func(l LabelledUtteranceResult) bool { return heardDanger(b.of(l.Interpretations)) })
		report("others asked (false ask)", calm, func(l LabelledUtteranceResult) bool { return atAsk(b.of(l.Interpretations)) })
		report("others at ask or beside", calm, func(l LabelledUtteranceResult) bool { return heardDanger(b.of(l.Interpretations)) })
		report("self-harm at ask or beside", func(l LabelledUtteranceResult) bool { return danger(l) && l.Topic == "self_harm" }, func(l LabelledUtteranceResult) bool { return heardDanger(b.of(l.Interpretations)) })
		for _, name := range [...]string{"exit", "already", "question", "door", "offer", "smalltalk", "other"} {
			report(name, label(name), func(l LabelledUtteranceResult) bool {
				return wanted(b.of(l.Interpretations)) == name || name == "other" && plainOther(b.of(l.Interpretations))
			})
		}
		for _, name := range [...]string{"question", "already", "door"} {
			heard := func(l LabelledUtteranceResult) bool {
				return l.Label == name && string(b.of(l.Interpretations).Intent) == name
			}
			report("topic of "+name+", first", heard, func(l LabelledUtteranceResult) bool { return b.of(l.Interpretations).Topic == l.Topic })
			report("topic of "+name+", among two", heard, func(l LabelledUtteranceResult) bool {
				return b.of(l.Interpretations).Topic == l.Topic || b.of(l.Interpretations).Second == l.Topic
			})
		}
		for i, c := range changes {
			heard := func(l LabelledUtteranceResult) bool { return danger(l) && heardDanger(b.of(l.Interpretations)) }
			report("danger stays heard: "+c.name, heard, func(l LabelledUtteranceResult) bool { return heardDanger(b.of(l.Changed[i])) })
		}
	}
	both := listeners[len(listeners)-1].of
	groups := func(title string, key func(LabelledUtteranceResult) string, of func(LabelledUtteranceResult) bool, right func(LabelledUtteranceResult) bool) {
		fmt.Fprintf(out, "%s\n", title)
		keys := map[string]bool{}
		for _, l := range all {
			if of(l) {
				keys[key(l)] = true
			}
		}
		for _, k := range slices.Sorted(maps.Keys(keys)) {
			fmt.Fprintf(out, "  %-34s %s\n", k, proportion(all, func(l LabelledUtteranceResult) bool { return of(l) && key(l) == k }, right))
		}
	}
	danger := func(l LabelledUtteranceResult) bool { return l.Label == "danger" }
	groups("danger at ask or beside, by topic", func(l LabelledUtteranceResult) string { return l.Topic }, danger, func(l LabelledUtteranceResult) bool { return heardDanger(both(l.Interpretations)) })
	groups("danger at ask or beside, by language", func(l LabelledUtteranceResult) string { return l.Lang }, danger, func(l LabelledUtteranceResult) bool { return heardDanger(both(l.Interpretations)) })
	groups("danger at ask or beside, by author", func(l LabelledUtteranceResult) string { return l.Author }, danger, func(l LabelledUtteranceResult) bool { return heardDanger(both(l.Interpretations)) })
	groups("right topic first, by topic of question", func(l LabelledUtteranceResult) string { return l.Topic }, func(l LabelledUtteranceResult) bool { return l.Label == "question" }, func(l LabelledUtteranceResult) bool { return both(l.Interpretations).Topic == l.Topic })
}

// reportAnswers writes how answers to the question about danger are taken. All but a
// "no" leads to contacts, so what is worst is a "no" that nobody meant.
func reportAnswers(out io.Writer, all []LabelledUtteranceResult) {
	isNo := func(l LabelledUtteranceResult) bool { return isAnswer(l) && l.Topic == "no" }
	isYes := func(l LabelledUtteranceResult) bool { return isAnswer(l) && l.Topic != "no" }
	right := func(l LabelledUtteranceResult) bool { return l.Answer == l.Topic }
	fmt.Fprintln(out, "answers to the question about danger")
	fmt.Fprintf(out, "  %-34s %s\n", "right choice", proportion(all, isAnswer, right))
	fmt.Fprintf(out, "  %-34s %s\n", "no", proportion(all, isNo, right))
	fmt.Fprintf(out, "  %-34s %s\n", "others taken for no", proportion(all, isYes, func(l LabelledUtteranceResult) bool { return l.Answer == "no" }))
	fmt.Fprintf(out, "  %-34s %s\n", "contacts where they are wanted, an answer where not", proportion(all, isAnswer, func(l LabelledUtteranceResult) bool { return (l.Answer == "no") == (l.Topic == "no") }))
}

func isAnswer(l LabelledUtteranceResult) bool { return l.Label == linear.AnswerLabel }

// wanted is the intent that is acted on; who may want to leave is told how.
func wanted(h talk.Interpretation) string {
	if h.MayLeave && h.Intent == hear.IntentOther && h.Frame == talk.FrameNone {
		return "exit"
	}
	return string(h.Intent)
}

// plainOther reports whether a text that wants nothing is not taken for anything
// that is acted on.
func plainOther(h talk.Interpretation) bool {
	return wanted(h) == "other" || h.Intent == hear.IntentSmalltalk
}

func proportion(all []LabelledUtteranceResult, of, right func(LabelledUtteranceResult) bool) Proportion {
	var s Proportion
	for _, l := range all {
		if of(l) {
			s.add(right(l))
		}
	}
	return s
}
