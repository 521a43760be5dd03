package hear

// Intent is what a message wants, before any flow looks at it.
type Intent string

// The intents, in order of precedence.
const (
	IntentSafeword  Intent = "safeword"  // PAYUNG, UMBRELLA, a bare tolong, sos, darurat: contacts at once
	IntentExit      Intent = "exit"      // the whole message: KELUAR, HAPUS, EXIT, DELETE, X
	IntentDanger    Intent = "danger"    // ask first: is someone in danger?
	IntentChannels  Intent = "contacts"  // kontak, lapor, hotline: the channels that fit
	IntentMenu      Intent = "menu"      // menu, kembali ke awal
	IntentHelp      Intent = "help"      // a bare help, bantuan
	IntentLanguage  Intent = "language"  // bahasa, english, language
	IntentOffer     Intent = "offer"     // an offer to judge
	IntentAlready   Intent = "already"   // a step was taken: paid, papers sent, ticket, airport, arrived, home, going
	IntentQuestion  Intent = "question"  // a question that has an answer
	IntentSection   Intent = "door"      // a part of the bot is asked for
	IntentSmalltalk Intent = "smalltalk" // hello, thanks, swearing, ok, feelings
	IntentOther     Intent = "other"     // anything else, also an answer to what was asked
)

// DangerKind is the kind of danger that was heard, when it changes what is said
// first. The empty kind is danger of which nothing more is known.
type DangerKind string

// The kinds of danger. They are the files of flows/hear/rules/danger.
const (
	DangerSelfHarm DangerKind = "self_harm" // thoughts of suicide
	DangerRansom   DangerKind = "ransom"    // money is asked so that somebody is let go
	DangerRecruit  DangerKind = "recruit"   // told to bring others
	DangerAirport  DangerKind = "airport"   // at the airport or on the way, and afraid
	DangerMinor    DangerKind = "minor"     // somebody under 18
	DangerRelative DangerKind = "relative"  // a family tells of somebody who is held or does not answer
	DangerHeld     DangerKind = "held"      // the writer cannot leave, is hurt, sold or forced
)

// DangerRelativeMinor is what Tells makes of Minor when a relative or a friend tells it. No file
// listens for it.
const DangerRelativeMinor DangerKind = "child"

// Tier is how danger that was heard is answered.
type Tier string

// The tiers. Words against danger lower Ask to Beside, never to NoTier.
const (
	TierNone   Tier = ""       // no danger was heard
	TierBeside Tier = "beside" // the reply comes as always, with a way to help beside it
	TierAsk    Tier = "ask"    // the question about danger takes the reply's place
)

// Classification is the result of Classify.
type Classification struct {
	Intent        Intent
	Tier          Tier
	Danger        DangerKind // with a tier: which kind, "" not known
	Topic         string     // with Question, Already, Section: which one, by the labels of flows/proof/utterances; with Smalltalk which kind
	Second        string     // the topic that comes next
	TopicsClose   bool       // the two are close
	PositiveScore bool       // the score of the intent is above zero, not only the highest above its threshold
	Strong        bool       // danger stands out, also for the model
	FromModel     bool       // the tier, or the wish to leave, comes from the model; the rules found less
	MayLeave      bool       // nothing else is wanted, and it may be a wish to leave, too weak to delete anything
	Quoted        bool       // with a tier: the words stand in a long or forwarded text
	OwnVoice      bool       // with a tier: somebody speaks of themself or of a relative, or asks for help
	FirstHand     bool       // with a tier: the victim tells it, or a relative of the victim
	AboutRelative bool       // with a tier: it is told of a relative or a friend, not of the writer
	Matter        string     // the matter of flows/hear/matters.yaml that was told, "" none
	Reaction      string     // the reaction of flows/hear/reactions.yaml that the message is, "" none
	Child         bool       // who writes, or who shall go, is under 18: by age or by class, with or without danger
}

// DangerKind is the kind of danger that chooses the screen: somebody who tells of a
// relative needs what a relative can do, also when money is asked, papers are
// held or others shall be recruited. An age under 18 decides in all of these.
func (c Classification) DangerKind() DangerKind {
	kind := c.Danger
	if c.Child && (kind == DangerRansom || kind == DangerRecruit) {
		kind = DangerMinor
	}
	if c.AboutRelative {
		switch kind {
		case DangerRansom, DangerRecruit, DangerHeld, "":
			return DangerRelative
		case DangerMinor:
			return DangerRelativeMinor
		}
	}
	return kind
}

// IntentFile is one file of flows/hear/rules or of flows/hear/rules/danger.
type IntentFile struct {
	Intent           Intent     `yaml:"-"`                      // file name; danger for the folder of that name
	Danger           DangerKind `yaml:"-"`                      // file name in the folder danger
	About            string     `yaml:"about,required"`         // what it listens for
	Sources          []string   `yaml:"sources" names:"source"` // of what people tell, for danger: ids of sources.yaml
	Whole            []string   `yaml:"whole"`                  // heard only as the whole message
	Messages         []string   `yaml:"messages"`               // patterns that are heard only when they are the whole message
	Says             []string   `yaml:"says"`                   // patterns, heard anywhere; only for danger and exit
	Weak             []string   `yaml:"weak"`                   // danger: patterns that may be a plea; help stands beside the reply, nobody is asked
	Marks            []string   `yaml:"marks"`                  // patterns that tell the kind of a danger that others heard
	Child            []string   `yaml:"child"`                  // patterns of somebody under 18 in their own or a relative's voice, with or without danger: no offer is checked for them
	RelativePatterns []string   `yaml:"kin"`                    // patterns of somebody who tells of a relative, whatever the danger
	Self             []string   `yaml:"self"`                   // patterns of the writer's own trouble: with them the danger is the writer's own, unless the words follow a relative ("adik saya")
	Unless           []string   `yaml:"unless"`                 // danger: patterns that lower it in the same sentence, to the tier beside; exit: patterns that are no wish to leave this chat
	Lowers           []string   `yaml:"lowers"`                 // patterns that lower what overlaps them, in any voice: denials, everyday uses
	Except           []string   `yaml:"except"`                 // sayings: what overlaps one inside a clause is no danger
	PositiveExamples []string   `yaml:"hears,required"`         // utterances that must be heard as this; danger must be asked about
	NegativeExamples []string   `yaml:"ignores,required"`       // utterances that must not
}

// File names the file, for messages.
func (f IntentFile) File() string {
	if f.Danger != "" {
		return "hear/rules/danger/" + string(f.Danger) + ".yaml"
	}
	return "hear/rules/" + string(f.Intent) + ".yaml"
}
