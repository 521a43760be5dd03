package talk

import (
	"slices"
	"strings"

	"cekloker/internal/flow"
	"cekloker/internal/hear"
	"cekloker/internal/offer"
	"cekloker/internal/refer"
	"cekloker/internal/session"
)

// TopicReplies holds the answers to general questions, to "I already ...", to wishes for a
// part of the bot, and to small talk: flows/hear/topics.yaml. The keys are the topics
// of hear.Classification.
type TopicReplies struct {
	About     string                   `yaml:"about"`
	Questions map[string]TopicReply    `yaml:"topics"`
	Already   map[string]Jump          `yaml:"already"`
	Sections  map[string]Jump          `yaml:"door"`
	Smalltalk map[string]Remark        `yaml:"smalltalk"`
	Reactions map[string]ReactionReply `yaml:"reactions,required"` // of flows/hear/reactions.yaml
}

// TopicReply is the short answer to a question: the sentence topic.<id>, below it the
// caution, contacts and buttons that open flows.
type TopicReply struct {
	Tier     string    `yaml:"tier"`             // "none", or "beside": the answer gets the help button
	Caution  string    `yaml:"caution,required"` // the sentence below the answer, or "none"
	Going    bool      `yaml:"going"`            // it is about somebody who has not left: who is there gets the screens for those who are
	Named    []Named   `yaml:"named"`            // what is said instead when a name was heard, the first that fits
	Contacts string    `yaml:"contacts" names:"situation"`
	Channels int       `yaml:"channels"`             // how many of the contacts; 0: as many as fit
	Shows    string    `yaml:"shows"`                // the flow, or flow.step, with the full answer
	Flows    []flow.ID `yaml:"ways" names:"flow"`    // further flows as buttons
	Figures  []string  `yaml:"facts" names:"figure"` // figures that the answer prints
	Source   []string  `yaml:"source" names:"source"`
}

// Named is an answer about a country, a company or an office that was named.
type Named struct {
	By      string   `yaml:"by"`      // country, company, office, served or place; it is the placeholder of the sentence as well
	In      []string `yaml:"in"`      // some countries only
	Says    string   `yaml:"says"`    // the sentence
	Offices bool     `yaml:"offices"` // the offices that serve the place are below the sentence
}

// Jump is a flow and the answer that is given to one of its questions.
type Jump struct {
	Opens flow.ID      `yaml:"opens,required" names:"flow"`
	Slot  session.Slot `yaml:"slot"`
	Value string       `yaml:"value"`
}

// Remark is one line with buttons that open flows.
type Remark struct {
	Says  SentenceID `yaml:"says,required"`
	Flows []flow.ID  `yaml:"ways" names:"flow"`
}

// answersWish answers a text that is not an offer: a question, a step already taken, a
// wish for a part of the bot, small talk. It reports whether it had an answer.
func (t *turn) answersWish(heard hear.Classification) bool {
	topics := t.book.Topics
	switch heard.Intent {
	case hear.IntentQuestion:
		if heard.TopicsClose && topics.has(heard.Topic) && topics.has(heard.Second) {
			t.twoTopics(heard.Topic, heard.Second)
			return true
		}
		return t.topic(heard.Topic)
	case hear.IntentAlready:
		return t.goTo(topics.Already[heard.Topic])
	case hear.IntentSection:
		return t.goTo(topics.Sections[heard.Topic])
	case hear.IntentSmalltalk:
		r, ok := topics.Smalltalk[heard.Topic]
		if _, step, _ := t.standing(); step.Asks() && heard.Topic == "yes_no" {
			return false // an answer that is not one
		}
		if ok = ok && heard.PositiveScore; ok { // a low score is a guess at words that nobody knows
			t.stands = StandingPassing
			t.count("smalltalk")
			t.remark(r)
		}
		return ok
	}
	return false
}

func (ts TopicReplies) has(id string) bool { _, ok := ts.Questions[id]; return ok }

// twoTopics offers the two likeliest topics.
func (t *turn) twoTopics(first, second string) {
	if country := t.countryNamed(t.event.Text.Joined()); country != "" {
		t.now = t.now.Set(slotNamed, session.Value(country))
	}
	button := func(id string) Button {
		return Button{Label: SentenceID("topic." + id + ".name"), Tap: OpenTap("topic", id)}
	}
	t.stands = StandingLasting
	t.shortAnswer("talk.two_topics", button(first), button(second))
}

// remark answers with one line and buttons. If a question is open, it is repeated below.
func (t *turn) remark(r Remark) {
	if _, step, _ := t.standing(); step.Asks() {
		t.note(r.Says)
		t.show()
		return
	}
	t.shortAnswer(r.Says, t.wayButtons(r.Flows)...)
}

// topic shows the short answer to a question. If the bot has asked something, its
// question is repeated below.
func (t *turn) topic(id string) bool { return t.topicWith(id) }

// topicWith is the answer of a topic, with further blocks below it.
func (t *turn) topicWith(id string, below ...Block) bool {
	topic, ok := t.book.Topics.Questions[id]
	if !ok {
		return false
	}
	t.count("topic")
	t.stands = StandingLasting
	t.beside = t.beside || topic.Tier == string(hear.TierBeside)
	blocks := append(t.notes, t.topicSentence(id, topic)...)
	t.notes = nil
	if topic.Contacts != "" {
		need := t.need(refer.Situation(topic.Contacts))
		if country := t.countryNamed(t.event.Text.Joined()); country != "" && need.Situation == refer.SituationAbroadInDanger {
			need.Country = country
		}
		blocks = append(blocks, t.brief(t.contactsFor(need, topic.Channels), flow.Below{Brief: true})...)
	}
	if topic.Caution != "none" {
		blocks = append(blocks, Block{ID: SentenceID(topic.Caution)})
	}
	blocks = append(blocks, below...)
	if _, step, _ := t.standing(); step.Asks() && step.Kind != flow.KindPaste {
		t.notes = blocks
		t.show()
		return true
	}
	t.help = true
	var row []Button
	if topic.Shows != "" {
		f, _, _ := strings.Cut(topic.Shows, ".")
		row = append(row, Button{Label: SentenceID("way." + f), Tap: OpenTap("at", topic.Shows)})
	}
	m := Message{Blocks: blocks, Rows: [][]Button{append(row, t.wayButtons(topic.Flows)...)}}
	m.Rows = append(m.Rows, lastRows()...)
	t.say(m, false)
	return true
}

// topicSentence returns the answer to a question, preferring the one about the country,
// company, office or place that the text names.
func (t *turn) topicSentence(id string, topic TopicReply) []Block {
	args := Args{}
	for _, fact := range topic.Figures {
		figure := t.book.Figures[fact]
		args[fact], args[fact+"_date"] = figure.arg(), DayArg(figure.Date)
	}
	for _, n := range topic.Named {
		if arg, ok := t.nameOf(n); ok {
			args[n.By] = arg
			out := []Block{{ID: SentenceID(n.Says), Args: args}}
			if n.Offices {
				out = append(out, officeBlocks(t.book.Offices.Find(t.event.Text.Joined()))...)
			}
			return out
		}
	}
	return []Block{{ID: SentenceID("topic." + id), Args: args}}
}

// nameOf returns the country, company or place in Indonesia that a text names. Names are used for
// this answer only; the session keeps nothing but the code of a country.
func (t *turn) nameOf(n Named) (Arg, bool) {
	text := t.event.Text.Joined()
	switch n.By {
	case "country":
		country := t.countryNamed(text)
		if country == "" || len(n.In) > 0 && !slices.Contains(n.In, country) {
			return nil, false
		}
		return CountryArg(country), true
	case "company":
		name := offer.CompanyName(text)
		return WordsArg(name), name != ""
	case "office":
		found := t.book.Offices.Find(text)
		return WordsArg(found.Place), len(found.Offices) > 0 && t.book.Offices.NamesOffice(text)
	case "served":
		found := t.book.Offices.Find(text)
		return WordsArg(found.Place), len(found.Offices) > 0
	case "place":
		found := t.book.Offices.Find(text)
		return WordsArg(found.Place), found.Place != ""
	}
	return nil, false
}

// slotNamed keeps the country that a question named, for the button that answers
// it later.
const slotNamed session.Slot = "named"

// countryNamed returns the country that a text names, as the place of a person or of
// the work. For a button it is the country that was kept.
func (t *turn) countryNamed(text string) string {
	if text == "" {
		return isoOrNone(t.now.Value(slotNamed))
	}
	if named := t.placeIn(text); named != "" {
		return named
	}
	return isoOrNone(session.Value(t.read().Facts[offer.FactDestination]))
}

// placeIn is the country in which a text says that somebody is, "" for none.
func (t *turn) placeIn(text string) string {
	if text != t.placeOf {
		t.place, t.placeOf = t.book.Rules.Whereabouts(text), text
	}
	return t.place
}

// wayButtons are flows as buttons.
func (t *turn) wayButtons(flows []flow.ID) []Button {
	var out []Button
	for _, id := range flows {
		out = append(out, Button{Label: SentenceID("way." + id), Tap: OpenTap("flow", string(id))})
	}
	return out
}

// goTo opens a flow with one answer given, so that the matching screen is shown first.
func (t *turn) goTo(o Jump) bool {
	if o.Opens == "" {
		return false
	}
	t.stands = StandingLasting
	if o.Slot != "" {
		t.advance()
		t.clear(o.Opens)
		t.now = t.now.Set(o.Slot, session.Value(o.Value))
	}
	t.open(o.Opens, o.Slot == "" && startsOver(o.Opens))
	return true
}

// openAt opens a flow. For "flow.step" it answers the first question of the flow so
// that this step is shown.
func (t *turn) openAt(of string) {
	id, step, narrow := strings.Cut(of, ".")
	f := t.book.Flows[flow.ID(id)]
	if f == nil {
		t.stale()
		return
	}
	o := Jump{Opens: f.ID}
	for _, s := range f.Steps {
		if narrow && s.Slot != "" && slices.ContainsFunc(s.Choices, func(b flow.Choice) bool { return string(b.ID) == step }) {
			o.Slot, o.Value = session.Slot(s.Slot), step
			break
		}
	}
	t.goTo(o)
}
