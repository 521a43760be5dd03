package content

import (
	"fmt"
	"strings"

	"cekloker/internal/flow"
	"cekloker/internal/offer"
	"cekloker/internal/refer"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// need is a sentence that something asks for.
type need struct {
	id         talk.SentenceID
	file, path string
}

// needs collects the sentences that content and Go code ask for.
type needs struct {
	file string
	all  []need
}

// add records that the content at a path asks for a sentence.
func (n *needs) add(path string, parts ...string) {
	n.all = append(n.all, need{talk.SentenceID(strings.Join(parts, ".")), n.file, path})
}

// needed lists the sentences that Go names, and those that the content asks for by
// its ids.
func (l *loader) needed() []need {
	n := needs{file: "locales"}
	for _, s := range talk.RequiredSentences {
		n.add("", string(s.Word))
	}
	for id, f := range l.out.Flows {
		n.file = "flows/" + string(id) + "/flow.yaml"
		for i, s := range f.Steps {
			n.step(l, f, s, fmt.Sprintf("steps/%d", i))
		}
	}
	n.topics(l.topics)
	n.file = "flows/facts/facts.yaml"
	for id, f := range l.figures {
		n.add(id+"/source", "source", f.Source)
	}
	n.file = "flows/proof/offers"
	n.rules(l.out.Rules)
	for _, c := range l.out.Channels {
		n.channel(string(c.ID), c.HasNote)
		for _, country := range countriesOf(c) {
			n.add("covers", "country", country)
		}
		if c.Open != nil && c.Open.From != "" {
			n.add("zone", "zone", c.ZoneName())
		}
	}
	return n.all
}

// topics lists the sentences of answers to general questions.
func (n *needs) topics(ts talk.TopicReplies) {
	n.file = "flows/hear/topics.yaml"
	way := func(path string, flows ...flow.ID) {
		for _, id := range flows {
			n.add(path, "way", string(id))
		}
	}
	for id, t := range ts.Questions {
		path := "topics/" + id
		n.add(path, "topic", id)
		n.add(path, "topic", id, "name")
		if t.Caution != "none" {
			n.add(path+"/caution", string(t.Caution))
		}
		for i, named := range t.Named {
			n.add(fmt.Sprintf("%s/named/%d/says", path, i), named.Says)
		}
		if shows, _, _ := strings.Cut(t.Shows, "."); shows != "" {
			way(path+"/shows", flow.ID(shows))
		}
		way(path+"/ways", t.Flows...)
	}
	for id, r := range ts.Smalltalk {
		n.add("smalltalk/"+id+"/says", string(r.Says))
		way("smalltalk/"+id+"/ways", r.Flows...)
	}
	for id, r := range ts.Reactions {
		for at, a := range shortAnswers(r) {
			if a.Says != "" {
				n.add("reactions/"+id+at+"/says", string(a.Says))
			}
			for _, b := range a.Buttons {
				n.add("reactions/"+id+at+"/buttons", string(b.Label))
			}
		}
	}
}

// countriesOf lists the countries that a channel acts in.
func countriesOf(c refer.Channel) []string {
	out := written(c.Near)
	for _, area := range c.Covers {
		if area != refer.AreaWorld {
			out = append(out, string(area))
		}
	}
	return out
}

func (n *needs) channel(id string, caveat bool) {
	n.file = "flows/channels/" + id + ".yaml"
	n.add("", "contact", id, "name")
	n.add("", "contact", id, "for")
	if caveat {
		n.add("caveat", "contact", id, "note")
	}
}

// rules lists the sentences of verdicts.
func (n *needs) rules(r *offer.Rules) {
	for _, s := range r.Signals() {
		n.file = "flows/judge/signals/" + string(s.ID) + ".yaml"
		for _, part := range [...]string{"title", "why", "real"} {
			n.add("", "signal", string(s.ID), part)
		}
		n.add("tip", string(talk.FlowTips), string(s.Tip), "name")
	}
	n.file = "locales/fact.id.yaml"
	for _, fact := range offer.AllFacts {
		if fact == offer.FactPhrases {
			continue
		}
		n.add("", "fact", string(fact))
		if fact == offer.FactWorkPlace {
			continue // nobody is asked for the name of a site
		}
		n.add("", "fact", string(fact), "ask")
		if fact == offer.FactDestination {
			n.add("", "fact", string(fact), "abroad")
		}
		for _, v := range fact.Values() {
			n.add("", "fact", string(fact), v)
		}
	}
	n.file = "locales/trouble.id.yaml"
	for _, kind := range offer.Troubles.All() {
		if kind != offer.TroubleNone {
			n.add("", "trouble", string(kind), "advice")
		}
	}
	n.file = "flows/judge/wages.yaml"
	for i, y := range r.Yardsticks() {
		n.add(fmt.Sprintf("yardsticks/%d/id", i), "wage", y.ID)
	}
	n.file = "flows/judge/places.yaml"
	for _, country := range r.Countries() {
		n.add("", "country", country)
	}
}

// step lists the sentences of one step.
func (n *needs) step(l *loader, f *flow.Flow, s flow.Step, path string) {
	if s.Kind == flow.KindVerdict {
		return
	}
	id := f.Message(s.ID)
	n.add(path+"/id", id)
	if s.ReadOn != "" {
		for i, source := range s.Source {
			n.add(fmt.Sprintf("%s/source/%d", path, i), "source", source)
		}
	}
	if s.Asks() && !s.Lists {
		n.add(path+"/id", id, "why")
	}
	for i, b := range s.Below {
		at := fmt.Sprintf("%s/below/%d", path, i)
		for j, line := range b.Lines {
			n.add(fmt.Sprintf("%s/lines/%d", at, j), string(f.ID), line)
		}
		if b.Signs != "" {
			n.add(at+"/signs", string(b.Signs), "signs")
		}
		if b.Shows == "text" {
			n.add(at+"/shows", id, "text")
		}
		n.report(l, id, b.Report, at+"/report")
	}
	for i, b := range s.Choices {
		n.choice(b, id, fmt.Sprintf("%s/choices/%d", path, i))
	}
}

// report lists the sentences of a report that is filled with answers: one for each choice
// of their questions. A place is written as the name of its country.
func (n *needs) report(l *loader, id string, of []flow.SlotID, path string) {
	if len(of) == 0 {
		return
	}
	for _, part := range [...]string{"intro", "end", "last"} {
		n.add(path, id, part)
	}
	for _, slot := range of {
		if session.Slot(slot) == talk.SlotWhere {
			n.add(path, id, string(slot))
			continue
		}
		for _, choice := range l.choicesOf(slot) {
			n.add(path, id, string(slot), choice)
		}
	}
}

// choice lists the sentences of one button.
func (n *needs) choice(b flow.Choice, id, path string) {
	n.add(path+"/id", id, string(b.ID))
	if b.Sign != "" {
		n.add(path+"/sign", id, string(b.ID), "sign")
	}
	switch b.Instruction {
	case "share", "copy":
		n.add(path+"/goes", id, "text")
	case "sms":
		n.add(path+"/goes", id, "one_sms")
	}
}
