package talk

import (
	"cekloker/internal/hear"
	"maps"
	"slices"
	"strings"

	"cekloker/internal/cond"
	"cekloker/internal/flow"
	"cekloker/internal/iso"
	"cekloker/internal/offer"
	"cekloker/internal/refer"
	"cekloker/internal/session"
)

// The flows that Turn itself opens. Package content refuses content that lacks
// one of them.
const (
	FlowStart     flow.ID = "start"
	FlowCheck     flow.ID = "check_offer"
	FlowDanger    flow.ID = "danger"
	FlowFamily    flow.ID = "family"
	FlowAlready   flow.ID = "already"
	FlowTips      flow.ID = "tips"
	FlowForms     flow.ID = "forms"
	FlowHelp      flow.ID = "help"
	FlowChannels  flow.ID = "contacts"
	FlowPrivacy   flow.ID = "privacy"
	FlowSettings  flow.ID = "settings"
	FlowPractice  flow.ID = "practice"
	FlowReminder  flow.ID = "reminder"
	FlowWaysOn    flow.ID = "ways_on"
	FlowLawful    flow.ID = "lawful"
	FlowMatters   flow.ID = "matters"
	FlowNumber    flow.ID = "number_check"
	FlowLanguages flow.ID = "languages"
)

// RequiredFlows lists the flows without which the bot cannot run.
var RequiredFlows = [...]flow.ID{FlowStart, FlowCheck, FlowDanger, FlowFamily, FlowForms, FlowTips, FlowHelp, FlowChannels, FlowPrivacy, FlowSettings, FlowPractice, FlowReminder, FlowWaysOn, FlowLawful, FlowLanguages, FlowMatters, FlowNumber, FlowAlready}

// The start links that Go names; package content refuses content that lacks one of them.
const (
	LinkStart = "start" // the main menu
	LinkTips  = "tips"  // what a shared text leads to, when it has no link of its own
)

// Book is all content, checked and ready for turns. Package content makes it with
// NewBook. Its fields never change afterwards, so concurrent turns may share it.
type Book struct {
	Flows      map[flow.ID]*flow.Flow
	Rules      *offer.Rules
	Channels   *refer.Directory
	Offices    *refer.Offices
	Classifier *hear.Classifier
	Topics     TopicReplies
	Matters    map[string]hear.Matter // flows/hear/matters.yaml
	Words      Vocabulary
	Samples    map[string]string         // texts of the built-in offers to try, by id
	Figures    map[string]Figure         // flows/facts/facts.yaml
	Practice   map[session.Lang][]string // texts of the offers of the practice round, in order
	Campaigns  []string                  // codes that may stand in a start link: flows/cards/print.yaml
	Languages  Languages                 // locales/languages.yaml
	Operator   string                    // who runs this bot, said in the privacy text; "" not said. Set before the first turn
	Inbox      string                    // where people may send offers: a @username of Telegram or a mail address; "" nowhere. The same
	Country    string                    // where the operator is, the same

	blank map[string]any        // the values of a session without answers
	short map[session.Slot]bool // the slots of flows that are kept for an hour only
}

// NewBook makes a book of checked content.
func NewBook(b Book) *Book {
	b.blank = map[string]any{}
	for name, value := range ConditionNames(b.Flows) { // copied in every turn, so slots that no condition reads stay out
		_, slot := value.(string)
		if !slot || readSomewhere(b.Flows, name) {
			b.blank[name] = value
		}
	}
	b.short = map[session.Slot]bool{SlotDanger: true, SlotMatter: true, slotPlea: true, slotHelpWhere: true, slotHelpDanger: true, slotHelpMatter: true, slotQuiet: true}
	for _, f := range b.Flows {
		for _, slot := range f.Slots() {
			if f.Short {
				b.short[session.Slot(slot)] = true
			}
		}
	}
	return &b
}

// readSomewhere reports whether a condition of a flow reads a name.
func readSomewhere(flows map[flow.ID]*flow.Flow, name string) bool {
	for _, f := range flows {
		if f.Reads(name) {
			return true
		}
	}
	return false
}

// Figure is one number of flows/facts/facts.yaml. A message prints it only together
// with its date and its source.
type Figure struct {
	Value    int64        `yaml:"value,required"`
	Currency iso.Currency `yaml:"currency"`                       // "" for a count
	Counts   string       `yaml:"counts,required"`                // what the number counts, for maintainers of the content
	Date     string       `yaml:"date,required" is:"date"`        // as of which it was true
	Source   string       `yaml:"source,required" names:"source"` // id of flows/facts/sources.yaml
	ReviewBy string       `yaml:"review_by,required" is:"date"`
}

// Vocabulary holds the typed words that mean the same in every flow and language:
// flows/hear/typed.yaml. They are compared after folding.
type Vocabulary struct {
	Actions  map[flow.Action][]string    `yaml:"actions"`  // an action: the words that ask for it, as a whole message
	Commands map[string]flow.Instruction `yaml:"commands"` // a command without its slash: what it does
	Numbers  [][]string                  `yaml:"numbers"`  // words for 1, 2, 3, ...
	Fillers  []string                    `yaml:"beside"`   // words that mean nothing beside the number of a choice
	Links    map[string]string           `yaml:"links"`    // word of a start link: the flow it opens, or "flow slot=choice" with one answer given
}

// ConditionNames declares what the conditions of flows may use: every slot of
// every flow as a string ("" while it is empty) and these:
//
//	pace      string  how many questions are asked: "", on or result
//	asked     int   questions answered or skipped in check_offer
//	asking    bool  check_offer may go on asking
//	overseas  bool  the offer is for work abroad, or does not say where
//	case_open bool  there is an offer whose check can continue
//	urgent, strong, medium  int  signs of forced labour among the answers of the current flow
//	answered  int   questions of the current flow that have an answer, but for the place
//	operator  bool  the person is on the operator's list
//	may_share bool  nothing of this conversation may harm somebody when a text is shared
//	practice_at string  where the practice round stands: offer, reasons or done
//	matter    string  which of Book.Matters was told or chosen, or ""
//	danger_heard  string  which hear.DangerKind brought the person to the danger flow, "other", or "" for a button
func ConditionNames(flows map[flow.ID]*flow.Flow) cond.Names {
	names := cond.Names{}
	for _, id := range slices.Sorted(maps.Keys(flows)) {
		for _, s := range flows[id].Steps {
			if s.Slot != "" {
				names[string(s.Slot)] = ""
			}
			if flows[id].Early != "" {
				names[string(flows[id].Early)] = ""
			}
			for _, b := range s.Choices {
				for _, set := range b.Sets {
					slot, _, _ := strings.Cut(set, "=")
					names[slot] = ""
				}
			}
		}
	}
	for _, fact := range offer.AllFacts {
		names[string(fact)] = ""
	}
	maps.Copy(names, cond.Names{
		"pace": "", "asked": 0, "asking": false, "overseas": false,
		"case_open": false, "operator": false, "may_share": false, "urgent": 0, "strong": 0, "medium": 0, "answered": 0, "practice_at": "", string(SlotDanger): "", string(SlotMatter): "",
	})
	return names
}

// Flow returns an open flow of a session, nil if the content has no such flow.
func (b *Book) Flow(id session.FlowID) *flow.Flow { return b.Flows[flow.ID(id)] }
