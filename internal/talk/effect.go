package talk

import (
	"time"

	"cekloker/internal/offer"
)

// Effect is something the adapter has to do. The set of effects is closed.
type Effect interface{ effect() }

// Say sends a new message. Edit changes the message that the tapped button sits
// under; an adapter that cannot (an inline message, a message too old) sends a new
// message.
type (
	Say struct {
		Message
		Burst  BurstReply
		Urgent bool // takes the place of everything unsent of this chat, is sent first, with a sound
		Quiet  bool // others may read the phone: edits the last message, without a sound, and deletes the person's own message
		Drawn  Drawn
	}
	Edit struct{ Message }
)

// Drawn says whether a message is sent as a picture of its text, with the same text below
// it. Drawing takes time and is the adapter's work.
type Drawn string

const (
	DrawnNot  Drawn = ""
	DrawnCard Drawn = "card" // a text of the content, the same for everybody
	DrawnCase Drawn = "case" // a text about this conversation
)

// BurstReply says what a message is to the burst whose messages it answers.
type BurstReply struct {
	Standing Standing
	Merged   bool // says that the text was added to an earlier offer
	Notice   bool // says what becomes of a text, which is said once
}

// Standing says which answer to a later message of the same burst takes the place of an
// answer.
type Standing string

const (
	StandingApart   Standing = ""        // none, and it takes the place of none
	StandingPassing Standing = "passing" // any but Apart: it says little, for example that nothing was understood
	StandingLasting Standing = "lasting" // none
	StandingJudging Standing = "judging" // another Judging: each judges all messages of the burst so far
)

// TakesPlaceOf reports whether an answer takes the place of an earlier one.
func (s Standing) TakesPlaceOf(earlier Standing) bool {
	return s != StandingApart && earlier == StandingPassing || s == StandingJudging && earlier == StandingJudging
}

// MayChange reports whether an answer to a later message may take the place of one.
func (s Standing) MayChange() bool { return s == StandingPassing || s == StandingJudging }

type (
	// Toast answers a tap with one short sentence that may be missed.
	Toast struct{ ID SentenceID }
	// Forget drops session, preferences, unsent replies and reminders at once.
	Forget struct{}
	// DeleteEarlier deletes what can be deleted of the messages of 48 hours, except
	// the one that this turn shows.
	DeleteEarlier struct{}
	// DeleteSince deletes what can be deleted of the messages that came after one, of
	// both sides.
	DeleteSince struct{ Message int64 }
	// DeleteThis deletes the message with the tapped button.
	DeleteThis struct{}
	// DeleteAll deletes what can be deleted of the messages of 48 hours.
	DeleteAll struct{}
	// Remind asks for one neutral message at a time the person chose; a zero
	// time cancels it.
	Remind struct {
		At   time.Time
		What string
	}
	// ReadPicture asks the adapter to read the words of the picture that came.
	ReadPicture struct{}
	// DropPictures drops the pictures that wait to be read.
	DropPictures struct{}
	// Count adds one to a counter; the names are those of package ops.
	Count struct{ Name string }
	// Silent means that no message is sent, and why.
	Silent struct{ Reason string }
	// Operate is a command of an operator that only the program can carry out.
	Operate struct{ What, Of string }
)

func (Say) effect()           {}
func (Edit) effect()          {}
func (Toast) effect()         {}
func (Forget) effect()        {}
func (DeleteAll) effect()     {}
func (DeleteEarlier) effect() {}
func (DeleteSince) effect()   {}
func (DeleteThis) effect()    {}
func (Remind) effect()        {}
func (ReadPicture) effect()   {}
func (DropPictures) effect()  {}
func (Count) effect()         {}
func (Silent) effect()        {}
func (Operate) effect()       {}

// SentenceID names a sentence of the locales, for example
// "check_offer.ask_pay.why".
type SentenceID string

// Message is what a person reads: blocks of text and rows of buttons. It holds
// ids and values; package say puts it into words.
type Message struct {
	Blocks []Block
	Rows   [][]Button // groups of buttons; an adapter breaks a long group into lines by the length of its labels
	Keeps  bool       // holds what a person needs later: taps on it do not edit it
	Asks   bool       // waits for an answer; the buttons leave when it came
}

// BlockKind says what a block is, not how it looks.
type BlockKind string

const (
	BlockPlain BlockKind = ""
	BlockTitle BlockKind = "title" // the first line of a screen
	BlockCopy  BlockKind = "copy"  // meant to be copied as it is
)

// Block is one paragraph or list of a message. Below the sentence of ID (which
// may be empty) come Items as numbered lines and Lines as unnumbered ones.
type Block struct {
	ID    SentenceID
	Args  Args
	Kind  BlockKind
	Items []Item
	Lines []Item
}

// Item is one line of a list.
type Item struct {
	ID   SentenceID
	Args Args
}

// Args are the values of a sentence's placeholders. An Arg "n" of type Number
// chooses the plural form.
type Args map[string]Arg

// Arg is a value that package say writes in the reader's language.
type Arg interface{ arg() }

type (
	WordsArg     string       // as it is: a masked quote of the person's own words, a name of the content
	NumberArg    int          // 1.234 or 1,234
	TimesArg     float64      // 4,6 or 4.6
	MoneyArg     offer.Money  // Rp 14 juta per bulan / 14 million rupiah a month
	DayArg       string       // ISO date: 3 Februari 2026 / 3 February 2026
	PhoneArg     string       // E.164, written in groups; a short code as it is
	CountryArg   string       // ISO 3166 alpha-2: the name in the reader's language, message "country.KH"
	SentenceArg  SentenceID   // another sentence, without placeholders of its own
	SentencesArg []SentenceID // several, joined as a list in the sentence
	LinkArg      string       // an address, shown in full
)

func (WordsArg) arg()     {}
func (NumberArg) arg()    {}
func (TimesArg) arg()     {}
func (MoneyArg) arg()     {}
func (DayArg) arg()       {}
func (PhoneArg) arg()     {}
func (CountryArg) arg()   {}
func (SentenceArg) arg()  {}
func (SentencesArg) arg() {}
func (LinkArg) arg()      {}

// Button is one button. Exactly one of Tap, URL, Copy, Share, WhatsApp and Private is set.
type Button struct {
	Label SentenceID
	Args  Args
	Digit int     // what to type instead, 0 for none; shown before the label
	Tap   Tap     // comes back as Event.Tap
	URL   string  // opens an address
	Copy  []Block // copies this text
	Share []Block // hands this text to another chat

	WhatsApp []Block // opens WhatsApp with this text, for a chat that the person chooses there
	Start    string  // with Share or WhatsApp: the start link below the text, "" for none
	Private  string  // opens the private chat with the bot, with this start link
}
