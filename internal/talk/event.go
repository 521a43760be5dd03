package talk

import (
	"time"

	"cekloker/internal/hear"

	"cekloker/internal/session"
)

// EventKind says what came in.
type EventKind string

const (
	TextCame    EventKind = "text"     // something typed, pasted, forwarded or captioned
	Tapped      EventKind = "tap"      // a button
	Started     EventKind = "start"    // /start, with or without the word of a link
	PictureCame EventKind = "picture"  // a picture without words of its own
	PictureRead EventKind = "words"    // the words somebody's reader found in a picture
	ReminderDue EventKind = "due"      // a reminder that was asked for
	Blocked     EventKind = "blocked"  // the person blocked the bot
	Returned    EventKind = "returned" // and took it back
	Unreadable  EventKind = "unread"   // a voice message, a sticker, a contact card, ...: see Event.What
	Edited      EventKind = "edited"   // the person changed an earlier message; Said holds the new text
)

// Said is one message in words. Own is what the person wrote; Passed is what
// was forwarded, quoted or captioned by somebody else. An adapter that cannot
// tell puts everything into Own.
type Said struct {
	Own    string
	Passed string
	Links  []string // addresses hidden in entities and buttons of the message
}

// Text returns both parts, the forwarded one first.
func (s Said) Text() string {
	switch {
	case s.Passed == "":
		return s.Own
	case s.Own == "":
		return s.Passed
	}
	return s.Passed + "\n" + s.Own
}

// Event is one thing that happened in one chat. The time is in the event.
type Event struct {
	At       time.Time
	Kind     EventKind
	Said     Said                 // TextCame, PictureRead, Edited
	Heard    *hear.Classification // what Said was classified as on arrival; nil: Turn classifies it
	Earlier  []Said               // texts of the same burst, oldest first, already taken by earlier turns
	Tap      string               // Tapped: the button's data, any bytes
	Start    string               // Started: the word of the link; unknown words are ignored
	What     string               // Unreadable: voice, sticker, document, contact, location, video, other. TextCame: what the words stood below, "" nothing
	Album    bool                 // came as one of several in an album
	Hint     string               // the app's language, an IETF tag, "" unknown
	Late     bool                 // hours old when it came: the bot was away
	InGroup  bool                 // a group: short answer, nothing kept
	Operator bool                 // comes from an id of the operator's list, in a private chat
	Reminder session.Value        // ReminderDue: which one
	Reminds  time.Time            // when a reminder comes that this person asked for, zero for none
	Paused   []string             // flows that an operator paused
}
