package content

import (
	"fmt"
	"maps"
	"slices"

	"cekloker/internal/closed"
	"cekloker/internal/talk"
)

// reactionsHeard checks the reactions against their own utterances, and that each of
// them has an answer.
func (l *loader) reactionsHeard() {
	const file, answers = "flows/hear/reactions.yaml", "flows/hear/topics.yaml"
	var ids []string
	all := l.out.Book.Classifier
	for i, r := range l.reactions.Reactions {
		ids = append(ids, r.ID)
		path := fmt.Sprintf("reactions/%d", i)
		if _, ok := l.topics.Reactions[r.ID]; !ok {
			l.bad(file, path+"/id", fmt.Sprintf("the reaction %q has no answer", r.ID), "write it in "+answers+" under reactions")
		}
		for n, text := range r.PositiveExamples {
			if got := all.Classify(text, ""); got.Reaction != r.ID {
				l.bad(file, fmt.Sprintf("%s/hears/%d", path, n), fmt.Sprintf("%q is heard as %q", text, got.Reaction), "add a pattern or take the utterance out")
			}
		}
		for n, text := range r.NegativeExamples {
			if got := all.Classify(text, ""); got.Reaction == r.ID {
				l.bad(file, fmt.Sprintf("%s/ignores/%d", path, n), fmt.Sprintf("%q is heard and should not be", text), "narrow the patterns or add to not")
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(l.topics.Reactions)) {
		if !slices.Contains(ids, id) {
			l.bad(answers, "reactions/"+id, fmt.Sprintf("%q is no reaction of %s", id, file), closed.Instead(id, ids))
		}
		l.reactionAnswer(answers, "reactions/"+id, l.topics.Reactions[id])
	}
}

// reactionAnswer checks that a reaction is answered in one way, and that its buttons lead
// somewhere.
func (l *loader) reactionAnswer(file, path string, r talk.ReactionReply) {
	ways := 0
	for _, has := range [...]bool{r.Opens != "", r.Topic != "", r.Says != ""} {
		if has {
			ways++
		}
	}
	if ways != 1 {
		l.bad(file, path, "an answer opens a flow, is that of a topic, or says a sentence", "write one of opens, topic and says")
	}
	if _, ok := l.topics.Questions[r.Topic]; r.Topic != "" && !ok {
		l.bad(file, path+"/topic", fmt.Sprintf("%q is no topic", r.Topic), closed.Instead(r.Topic, slices.Sorted(maps.Keys(l.topics.Questions))))
	}
	for at, a := range shortAnswers(r) {
		for i, b := range a.Buttons {
			where := fmt.Sprintf("%s%s/buttons/%d/goes", path, at, i)
			if what, do := b.Does.Problem(); what != "" {
				l.bad(file, where, "goes is "+what, do)
				continue
			}
			l.about(file, where, b.Does)
		}
	}
}

// shortAnswers are the short answers of a reaction, by where they stand in it.
func shortAnswers(r talk.ReactionReply) map[string]talk.ShortReply {
	out := map[string]talk.ShortReply{"": {Says: r.Says, Buttons: r.Buttons}}
	if r.AfterResult != nil {
		out["/after_result"] = *r.AfterResult
	}
	if r.AfterWarning != nil {
		out["/after_warning"] = *r.AfterWarning
	}
	if r.InTrouble != nil {
		out["/in_trouble"] = *r.InTrouble
	}
	return out
}

// reactionIDs lists the reactions.
func (l *loader) reactionIDs() []string { return slices.Collect(maps.Keys(l.topics.Reactions)) }
