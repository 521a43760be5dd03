package content

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"

	"cekloker/internal/flow"
	"cekloker/internal/offer"
	"cekloker/internal/refer"
	"cekloker/internal/talk"
)

// conversations reads the flows and the words that are typed in all of them.
func (l *loader) conversations() {
	l.decode("hear/typed.yaml", &l.words)
	l.decode("hear/topics.yaml", &l.topics)
	l.out.Flows = map[flow.ID]*flow.Flow{}
	found, err := fs.Glob(l.flows, "*/flow.yaml")
	if err != nil {
		l.bad("flows", "", "the folder cannot be read", "put it back, or see bot content export")
	}
	for _, name := range found {
		f := &flow.Flow{}
		if l.decode(name, f) {
			f.ID = flow.ID(path.Dir(name))
			l.out.Flows[f.ID] = f
		}
	}
	for _, id := range talk.Needed {
		if l.out.Flows[id] == nil {
			l.bad("flows/"+string(id)+"/flow.yaml", "", "the bot cannot run without the flow "+string(id), "put the file back")
		}
	}
	for _, p := range flow.Compile(l.out.Flows, talk.ConditionNames(l.out.Flows)) {
		l.bad("flows/"+string(p.Flow)+"/flow.yaml", p.Key, p.What, p.Do)
	}
	for id, f := range l.out.Flows {
		l.steps("flows/"+string(id)+"/flow.yaml", f)
	}
	for a := range l.words.Actions {
		if !slices.Contains(talk.Actions[:], a) {
			l.bad("flows/hear/typed.yaml", a+":", fmt.Sprintf("action %q is not known", a), fmt.Sprintf("use one of %v", talk.Actions))
		}
	}
	for word, to := range l.words.Links {
		if !l.linked(to) {
			l.bad("flows/hear/typed.yaml", word+":", fmt.Sprintf("start link %q opens %q, which does not exist", word, to), "name a flow, or a flow and one of its answers: cards card=hurry")
		}
	}
}

// linked reports whether a start link leads somewhere.
func (l *loader) linked(to string) bool {
	id, set, answered := strings.Cut(to, " ")
	f := l.out.Flows[flow.ID(id)]
	if f == nil || !answered {
		return f != nil
	}
	slot, choice, _ := strings.Cut(set, "=")
	return slices.ContainsFunc(f.Steps, func(s flow.Step) bool {
		return string(s.Slot) == slot && slices.ContainsFunc(s.Choices, func(b flow.Button) bool { return string(b.ID) == choice })
	})
}

// steps checks what a flow says about facts and situations.
func (l *loader) steps(file string, f *flow.Flow) {
	for _, s := range f.Steps {
		key := "id: " + string(s.ID)
		if s.Kind == flow.Fact {
			fact := offer.Fact(s.Slot)
			if !fact.Known() {
				l.bad(file, key, fmt.Sprintf("slot %q is no fact of an offer", s.Slot), "use a fact, or kind choice")
			}
			for _, b := range s.Choices {
				if values := fact.Values(); values != nil && !slices.Contains(values, string(b.ID)) {
					l.bad(file, key, fmt.Sprintf("choice %q is no value of %s", b.ID, s.Slot), fmt.Sprintf("use one of %v", values))
				}
			}
		}
		if s.Contacts != "" && !slices.Contains(refer.Situations[:], refer.Situation(s.Contacts)) {
			l.bad(file, key, fmt.Sprintf("situation %q is not known", s.Contacts), fmt.Sprintf("use one of %v", refer.Situations))
		}
		for _, b := range s.Choices {
			if tap := talk.Answers(talk.LongestSession, f.Message(s.ID), string(b.ID)).String(); len(tap) > talk.MaxTap {
				l.bad(file, key, fmt.Sprintf("the button %s of step %s needs %d bytes, %d fit", b.ID, s.ID, len(tap), talk.MaxTap), "shorten the ids")
			}
		}
	}
}

// channels reads the reporting channels. A number that the research refuses
// must not appear in any of them.
func (l *loader) channels() {
	refused := map[string]string{}
	for _, id := range l.files("channels", ".yaml") {
		var c refer.Channel
		if !l.decode("channels/"+id+".yaml", &c) {
			continue
		}
		c.ID = refer.ChannelID(id)
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
	for s := range c.Situations {
		if !slices.Contains(refer.Situations[:], s) {
			l.bad(file, "situations:", fmt.Sprintf("situation %q is not known", s), fmt.Sprintf("use one of %v", refer.Situations))
		}
	}
	if len(c.Situations) == 0 || len(c.Sources) == 0 || c.Cost == "" || !isDate(c.Checked) || !isDate(c.ReviewBy) || len(c.From) == 0 || len(c.Nationality) == 0 {
		l.bad(file, "", "situations, from, nationality, cost, sources, checked and review_by must be filled", "fill them from the research")
	}
	if !slices.Contains([]string{"yes", "caveat", "link", "no"}, c.Show) {
		l.bad(file, "show:", fmt.Sprintf("show %q is not known", c.Show), "use yes, caveat, link or no")
	}
	if c.Open != nil && !refer.KnownZone(c.Zone) {
		l.bad(file, "zone:", fmt.Sprintf("the hours of zone %q cannot be reckoned", c.Zone), "add the zone to package refer, or leave open: out")
	}
	l.numbers(file, c.Numbers, c.Sources, refused)
	for _, code := range c.Codes {
		l.sourced(file, code.Code, code.Source, c.Sources)
	}
	l.aging(file, string(c.ID), c.ReviewBy)
}

// numbers checks that each number is written as it is dialled, is not refused by
// the research, and stands in a source that the file names.
func (l *loader) numbers(file string, numbers []refer.Number, sources []refer.Source, refused map[string]string) {
	for _, n := range numbers {
		parsed, err := phonenumbers.Parse(n.Number, "")
		if err != nil || !phonenumbers.IsPossibleNumber(parsed) || phonenumbers.Format(parsed, phonenumbers.E164) != n.Number {
			l.bad(file, n.Number, fmt.Sprintf("%s is no E.164 number", n.Number), "write it as +country and digits")
		}
		if why, bad := refused[n.Number]; bad {
			l.bad(file, n.Number, fmt.Sprintf("%s must not be used: %s", n.Number, why), "take it out")
		}
		l.sourced(file, n.Number, n.Source, sources)
	}
}

func (l *loader) sourced(file, number, source string, sources []refer.Source) {
	if !slices.ContainsFunc(sources, func(s refer.Source) bool { return s.Publisher == source }) {
		l.bad(file, number, fmt.Sprintf("%s has the source %q, which is not among the sources", number, source), "name the publisher in whose text the number stands")
	}
}
