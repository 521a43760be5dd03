package talk

import "cekloker/internal/session"

// Heard is what a message is, before any flow looks at it.
type Heard string

// What can be heard, in the order in which one beats the next.
const (
	HeardSafeword Heard = "safeword" // PAYUNG, UMBRELLA, a bare tolong, sos, darurat: contacts at once
	HeardExit     Heard = "exit"     // the whole message: KELUAR, HAPUS, EXIT, DELETE, X
	HeardDanger   Heard = "danger"   // ask first: is someone in danger?
	HeardContacts Heard = "contacts" // kontak, lapor, hotline: the channels that fit
	HeardMenu     Heard = "menu"     // menu, kembali ke awal
	HeardHelp     Heard = "help"     // a bare help, bantuan
	HeardLanguage Heard = "language" // bahasa, english, language
	HeardOffer    Heard = "offer"    // an offer to judge
	HeardQuestion Heard = "question" // a question without an offer
	HeardText     Heard = "text"     // anything else: an answer, small talk
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

// SlotDanger keeps which kind of danger was heard, or "other" for none of them,
// so that the danger flow can branch; it is cleared with that flow.
const SlotDanger session.Slot = "danger_heard"

// slotDangerNow is what happens now, as the danger flow asks it; also filled
// when a relative tells that money is asked.
const slotDangerNow session.Slot = "danger_now"

// value is the kind as an answer of a session.
func (k DangerKind) value() session.Value {
	if k == "" {
		return "other"
	}
	return session.Value(k)
}

// Tier is how danger that was heard is answered.
type Tier string

// The tiers. Nothing takes danger back altogether: words that speak against it
// turn TierAsk into TierBeside.
const (
	TierNone   Tier = ""       // no danger was heard
	TierBeside Tier = "beside" // the reply comes as always, with a way to help beside it
	TierAsk    Tier = "ask"    // the question about danger takes the reply's place
)

// Sound is what Hear makes of a message.
type Sound struct {
	Heard  Heard
	Tier   Tier
	Danger DangerKind // with a tier: which kind, "" not known
	Passed bool       // with a tier: the words stand in a long or forwarded text
	Told   bool       // with a tier: somebody tells it of themself or of a relative, or asks for help
	Plea   bool       // with a tier: the one whom it happens to tells it, or a relative
	Kin    bool       // with a tier: it is told of a relative or a friend, not of the writer
	Hint   bool       // with a tier: only what an offer may say as well, such as who keeps the passport
}

// tells is the kind of danger that chooses the screen: somebody who tells of a
// relative needs what a relative can do, also when money is asked, papers are
// held or others shall be recruited.
func (s Sound) tells() DangerKind {
	if s.Kin {
		switch s.Danger {
		case DangerRansom, DangerRecruit, DangerHeld, "":
			return DangerRelative
		}
	}
	return s.Danger
}

// Listening is one file of flows/hear or of flows/hear/rules/danger.
type Listening struct {
	Kind     Heard      `yaml:"-"`                      // file name; danger for the folder of that name
	Danger   DangerKind `yaml:"-"`                      // file name in the folder danger
	About    string     `yaml:"about,required"`         // what it listens for
	Sources  []string   `yaml:"sources" names:"source"` // of what people tell, for danger: ids of sources.yaml
	Whole    []string   `yaml:"whole"`                  // heard only as the whole message
	Messages []string   `yaml:"messages"`               // patterns that are heard only when they are the whole message
	Says     []string   `yaml:"says"`                   // patterns of package words, heard anywhere
	Hints    []string   `yaml:"hints"`                  // patterns like says that are also said of an offer: beside one they are its facts
	Marks    []string   `yaml:"marks"`                  // patterns that tell the kind of a danger that others heard
	Kin      []string   `yaml:"kin"`                    // patterns of somebody who tells of a relative, whatever the danger
	Self     []string   `yaml:"self"`                   // patterns of the writer's own trouble: they take kin back, but for words that follow a relative ("adik saya")
	Unless   []string   `yaml:"unless"`                 // patterns that lower it in the same sentence: it is no longer asked about
	Lowers   []string   `yaml:"lowers"`                 // patterns that lower what overlaps them, in any voice: denials, everyday uses
	Except   []string   `yaml:"except"`                 // sayings: what overlaps one inside a clause is no danger
	Hears    []string   `yaml:"hears,required"`         // utterances that must be heard as this; danger must be asked about
	Ignores  []string   `yaml:"ignores,required"`       // utterances that must not
}

// File names the file of a listening, for messages.
func (l Listening) File() string {
	if l.Danger != "" {
		return "hear/rules/danger/" + string(l.Danger) + ".yaml"
	}
	return "hear/rules/" + string(l.Kind) + ".yaml"
}
