package content

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"time"
	_ "time/tzdata" // the zones of the world, where the machine has none

	"github.com/nyaruka/phonenumbers"

	"cekloker/internal/closed"
	"cekloker/internal/flow"
	"cekloker/internal/iso"
	"cekloker/internal/offer"
	"cekloker/internal/refer"
	"cekloker/internal/talk"
)

// conversations reads the flows and the words that are typed in all of them.
func (l *loader) conversations() {
	l.decode("hear/typed.yaml", &l.words)
	l.decode("hear/topics.yaml", &l.topics)
	l.topicFlows()
	l.out.Flows = map[flow.ID]*flow.Flow{}
	found, err := fs.Glob(l.flows, "*/flow.yaml")
	if err != nil {
		l.bad("flows", "", "the folder cannot be read", "put it back, or see bot content export")
	}
	for _, name := range found {
		f := &flow.Flow{ID: flow.ID(path.Dir(name))}
		l.decode(name, f)
		l.out.Flows[f.ID] = f
	}
	for _, id := range talk.RequiredFlows {
		if l.out.Flows[id] == nil {
			l.bad("flows/"+string(id)+"/flow.yaml", "", "the bot cannot run without the flow "+string(id), "put the file back")
		}
	}
	for _, id := range [...]flow.ID{talk.FlowDanger, talk.FlowFamily} {
		if f := l.out.Flows[id]; f != nil && !f.Unshared {
			l.bad("flows/"+string(id)+"/flow.yaml", "", fmt.Sprintf("something of the flow %s could be passed on, and reach the phone of somebody who is held", id), "write unshared: true")
		}
	}
	for _, p := range flow.Compile(l.out.Flows, talk.ConditionNames(l.out.Flows)) {
		l.bad("flows/"+string(p.Flow)+"/flow.yaml", p.Path, p.What, p.Do)
	}
	for id, f := range l.out.Flows {
		for i, s := range f.Steps {
			l.step("flows/"+string(id)+"/flow.yaml", fmt.Sprintf("steps/%d", i), f, s)
		}
	}
	for _, word := range [...]string{talk.LinkStart, talk.LinkTips} {
		if l.words.Links[word] == "" {
			l.bad("flows/hear/typed.yaml", "links", fmt.Sprintf("the start link %q is missing, which Go knows by name", word), "write it")
		}
	}
	for word, to := range l.words.Links {
		l.link(word, to)
	}
}

// step checks what a step says about facts, and that its buttons fit.
func (l *loader) step(file, path string, f *flow.Flow, s flow.Step) {
	if fact := offer.Fact(s.Slot); s.Kind == flow.KindFact {
		if !fact.Known() {
			l.bad(file, path+"/slot", fmt.Sprintf("slot %q is no fact of an offer", s.Slot), closed.Instead(string(s.Slot), written(offer.AllFacts)))
		}
		for j, b := range s.Choices {
			if values := valuesOf(fact); values != nil && !slices.Contains(values, string(b.ID)) {
				l.bad(file, fmt.Sprintf("%s/choices/%d/id", path, j), fmt.Sprintf("choice %q is no value of %s", b.ID, s.Slot), closed.Instead(string(b.ID), values))
			}
		}
	}
	for j, b := range s.Choices {
		if tap := talk.AnswerTap(talk.LongestSession, f.Message(s.ID), string(b.ID)).String(); len(tap) > talk.MaxTap {
			l.bad(file, fmt.Sprintf("%s/choices/%d/id", path, j), fmt.Sprintf("the button %s of step %s needs %d bytes, %d fit", b.ID, s.ID, len(tap), talk.MaxTap), "shorten the ids")
		}
	}
}

// valuesOf lists what a fact may hold, also countries.
func valuesOf(f offer.Fact) []string {
	if f == offer.FactDestination || f == offer.FactTransit {
		return append(iso.Countries.Written(), "abroad")
	}
	return f.Values()
}

// channels reads the reporting channels. A number that a file refuses (do_not_use) must
// not appear in any of them.
func (l *loader) channels() {
	refused := map[string]string{}
	for _, id := range l.files("channels", ".yaml") {
		var c refer.Channel
		l.decode("channels/"+id+".yaml", &c)
		c.ID = refer.ChannelID(id)
		c.Location, _ = time.LoadLocation(c.Zone) // one that does not exist is told by the walk
		l.out.Channels = append(l.out.Channels, c)
		for _, r := range c.DoNotUse {
			refused[r.Number] = r.Why
		}
	}
	for _, c := range l.out.Channels {
		l.channel(c, refused)
	}
}

func (l *loader) channel(c refer.Channel, refused map[string]string) {
	file := "flows/channels/" + string(c.ID) + ".yaml"
	if c.Open != nil && c.Zone == "" {
		l.bad(file, "open", fmt.Sprintf("%s says when it is open, and in no zone", c.ID), "add zone, as in zone: Asia/Jakarta")
	}
	if c.Visibility == refer.ShowOnRequest && !c.HasNote {
		l.bad(file, "show", fmt.Sprintf("%s stands behind other contacts and has no warning", c.ID), "write caveat: true, and what to mind in contact."+string(c.ID)+".note")
	}
	if _, named := c.Situations[refer.SituationChildHeld]; named {
		l.bad(file, "situations", fmt.Sprintf("%s names child_held, which is chosen from abroad_in_danger and child_or_woman_victim", c.ID), "name one of these")
	}
	l.numbers(file, "numbers", c.Numbers, c.Sources, refused)
	for i, code := range c.Codes {
		l.sourced(file, fmt.Sprintf("codes/%d/source", i), code.Code, code.Source, c.Sources)
	}
	l.aging(file, "review_by", string(c.ID), c.ReviewBy)
}

// numbers checks the numbers at a path: each is written as it is dialled, is refused by
// no file (do_not_use), and cites a source that the file lists.
func (l *loader) numbers(file, path string, numbers []refer.PhoneNumber, sources []refer.Source, refused map[string]string) {
	for i, n := range numbers {
		at := fmt.Sprintf("%s/%d", path, i)
		parsed, err := phonenumbers.Parse(n.Number, "")
		if err != nil || !phonenumbers.IsPossibleNumber(parsed) || phonenumbers.Format(parsed, phonenumbers.E164) != n.Number {
			l.bad(file, at+"/number", fmt.Sprintf("%s is no E.164 number", n.Number), "write it as +country and digits")
		}
		if why, bad := refused[n.Number]; bad {
			l.bad(file, at+"/number", fmt.Sprintf("%s must not be used: %s", n.Number, why), "take it out")
		}
		l.sourced(file, at+"/source", n.Number, n.Source, sources)
	}
}

func (l *loader) sourced(file, path, number, source string, sources []refer.Source) {
	if !slices.ContainsFunc(sources, func(s refer.Source) bool { return s.Publisher == source }) {
		l.bad(file, path, fmt.Sprintf("%s has the source %q, which is not among the sources", number, source), "name the publisher in whose text the number stands")
	}
}
