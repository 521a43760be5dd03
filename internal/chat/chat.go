// Package chat serves conversations. It takes the updates of each chat in order,
// one turn at a time and many chats at once: it loads the records, lets package
// talk take the turn, renders the calls, commits records and calls together, and
// delivers the calls. An update is confirmed only after its commit.
//
// Nothing is lost and nothing gets out of order. A crash can repeat a message whose
// receipt was not on disk yet; it never repeats a turn.
//
// The package decides nothing that a person would notice. It names what it needs of
// a store (Store), of Telegram (Messenger) and of whoever counts and logs (Observer).
package chat

import (
	"context"
	"time"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// ID is Telegram's id of a chat. It leaves this process only towards Telegram, and
// is on disk only inside sealed records.
type ID int64

// Update is one event of one chat with what delivery needs to know about it.
type Update struct {
	ID         int64      // Telegram's update id; 0 for a due reminder
	Chat       ID         //
	Message    int64      // the message that came, or the one with the tapped button; 0 for none
	CallbackID string     // Telegram's id of a tap, which has to be acknowledged; "" for anything else
	Ref        UpdateCode // its name in the log; Take gives one when there is none
	Event      talk.Event

	Picture   string   // Telegram's id of the file of a picture; "" for none
	PictureOf int64    // with Picture: the message that it came with, which may be an earlier one
	Read      []uint64 // of a picture that was read: the numbers of those in Records.Pictures
}

// How long things are kept. For a case and for preferences the time counts from the
// last event of the person, for traces from their last change, for a call from when
// it was made: a retry hours later makes nothing live longer.
const (
	CaseLife   = 24 * time.Hour
	ShortLife  = time.Hour // of a case in the family and danger flows
	TraceLife  = 48 * time.Hour
	UnsentLife = 24 * time.Hour
	PrefsLife  = 90 * 24 * time.Hour
)

// Prefs is what is kept of a person for 90 days.
type Prefs struct {
	Lang     session.Lang `json:"l,omitempty"`
	Chosen   bool         `json:"c,omitempty"` // the person chose Lang
	Notice   bool         `json:"n,omitempty"` // the note on what happens to pasted text was shown
	RemindAt int64        `json:"r,omitempty"` // Unix seconds, 0: none
}

// Records is what the store holds of one chat. The zero Records is a new chat.
type Records struct {
	LastEvent time.Time // of the person, in whole seconds
	Session   session.Session
	Prefs     Prefs
	Traces    Traces
	Unsent    []Call // the outbox, in order
	Pictures  []Picture
}

// Outcome of a delivery.
type Outcome int

const (
	OutcomeDone         Outcome = iota // took effect, or can never take effect: leaves the outbox
	OutcomeRetry                       // try again after Receipt.RetryAfter, in order
	OutcomeGone                        // the person blocked the bot or the chat no longer exists: drop all that the chat had when the call was sent
	OutcomeTokenRefused                // stop the program
)

// Receipt tells what became of a call.
type Receipt struct {
	Outcome    Outcome
	Message    int64         // id of the message that was made or changed
	New        bool          // the message was made by this call
	Undeleted  bool          // some messages could not be deleted
	RetryAfter time.Duration // Retry: how long this chat waits at least
	Imposed    bool          // Retry: Telegram itself asks for this wait
	AllChats   bool          // Retry: every chat waits
	Err        error         // for the log, redacted; nil when the call took effect
}

// Messenger renders and sends what people read.
//
// Render makes finished calls of the effects of a turn, before the commit. Reserve
// takes the next place for a call in the budgets of messages, and returns 0, or tells
// after which time to ask for it again. Deliver sends a call. Ack, SlowDown and Typing make immediate calls: the empty
// answer to a tap, the request to write slower, and the sign that an answer is being written.
//
// Draw draws the picture of a call that has one. What comes back can be delivered: without a
// picture it is the text alone.
//
// TooLate makes the call that stands in place of replies that are too late.
type Messenger interface {
	Render(u Update, r Records, effects []talk.Effect, lang session.Lang) ([]Call, error)
	Reserve(chat ID, c Call) time.Duration
	Draw(ctx context.Context, c Call) Call
	Deliver(ctx context.Context, chat ID, c Call) Receipt
	Ack(callbackID string) Call
	Typing() Call
	SlowDown(u Update, lang session.Lang) (Call, error)
	TooLate(lang session.Lang) (Call, error)
}

// Store keeps records. Save writes all records of a chat, SaveReceipts only the
// traces and the unsent calls. Both return at once; wait returns when the records
// are on disk, and must be called. Writes of one chat take effect in the order in
// which they were made. Backlogs lists the chats with something to deliver,
// DueReminders those whose reminder is due.
type Store interface {
	Load(id ID, now time.Time) (Records, error)
	Save(id ID, r Records, short bool, now time.Time) (wait func() error)
	SaveReceipts(id ID, r Records, now time.Time) (wait func() error)
	Backlogs(now time.Time) ([]Backlog, error)
	DueReminders(now time.Time) ([]ID, error)
}

// Observer is told what happens, for counts and the log. Nothing it is told points
// to a person.
type Observer interface {
	Count(name string)                        // a counter of package talk
	Turned(kind string, took time.Duration)   // one turn was committed
	Delivered(method string, outcome Outcome) // one call was tried
	Failed(what string, err error)            // something went wrong and is handled; a *Failure names the update
}
