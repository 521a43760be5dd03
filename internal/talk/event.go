package talk

import (
	"time"

	"cekloker/internal/hear"
)

// EventKind says what came in.
type EventKind string

const (
	EventText        EventKind = "text"     // something typed, pasted, forwarded or captioned
	EventTap         EventKind = "tap"      // a button
	EventStart       EventKind = "start"    // /start, with or without the word of a link
	EventPicture     EventKind = "picture"  // a picture without words of its own
	EventPictureRead EventKind = "words"    // the words that text recognition found in a picture
	EventReminderDue EventKind = "due"      // a reminder that was asked for
	EventBlocked     EventKind = "blocked"  // the person blocked the bot
	EventUnblocked   EventKind = "returned" // the person unblocked the bot
	EventUnreadable  EventKind = "unread"   // a voice message, a sticker, a contact card, ...: see Event.What
	EventEdit        EventKind = "edited"   // the person changed an earlier message; Text holds the new text
)

// Text is the text of one message. Typed is what the person wrote; Quoted is what
// was forwarded, quoted or captioned by somebody else. An adapter that cannot tell
// them apart puts everything into Typed.
type Text struct {
	Typed  string
	Quoted string
	Links  []string // addresses hidden in entities and buttons of the message, and in QR codes
	Beside string   // in a screenshot of a chat: what the owner of the telephone wrote; heard, and not read as the offer
	Unsure bool     // read from a picture, and so badly that something important may be missing
}

// Joined returns both parts, the quoted one first.
func (t Text) Joined() string {
	switch {
	case t.Quoted == "":
		return t.Typed
	case t.Typed == "":
		return t.Quoted
	}
	return t.Quoted + "\n" + t.Typed
}

// Event is one thing that happened in one chat. The time is in the event.
type Event struct {
	At             time.Time
	Kind           EventKind
	Text           Text                 // TextCame, PictureRead, Edited
	Classification *hear.Classification // what Text was classified as on arrival; nil: Turn classifies it
	Earlier        []Text               // texts of the same burst, oldest first, already taken by earlier turns
	Answered       BurstReply           // what the last of them that was answered was answered with
	Tap            string               // Tapped: the button's data, any bytes
	Start          string               // Started: the word of the link; unknown words are ignored
	What           string               // Unreadable: voice, sticker, document, contact, location, video, other. TextCame: what the words stood below, "" nothing. PictureRead: why nothing was read, "" for nothing
	Reading        PictureSupport       // of a picture: whether it can be read
	Album          bool                 // came as one of several in an album
	Message        int64                // the id of the message that came or was changed, 0 unknown
	Sent           time.Time            // Edited: when the message was first sent
	Hint           string               // the app's language, an IETF tag, "" unknown
	ReceivedLate   bool                 // hours old when it came: the bot was away
	InGroup        bool                 // a group: short answer, nothing kept
	Operator       bool                 // comes from an id of the operator's list, in a private chat
	Reminds        time.Time            // when a reminder comes that this person asked for, zero for none
	Paused         []string             // flows that an operator paused
}

// PictureSupport says whether the picture of an event can be read.
type PictureSupport string

const (
	PicturesOff   PictureSupport = ""      // it cannot
	PicturesOn    PictureSupport = "on"    // the turn may ask for it with ReadPicture
	PicturesLater PictureSupport = "later" // too many wait, or this person has sent too many
)

// Why nothing was read in a picture.
const (
	PictureTooLate  = "late"      // it waited too long
	PictureFailed   = "failed"    // it is damaged, too large, no picture, or takes too long
	PictureOfPerson = "of_person" // an identity card, a passport
)
