package talk

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"slices"
	"strings"

	"cekloker/internal/offer"
	"cekloker/internal/refer"
	"cekloker/internal/session"
)

// Giving back: whoever wants may pass an offer on to the operator of the bot, who turns it
// into an offer of the corpus. The bot sends and keeps nothing: it shows the public address
// of the operator and a text to copy, with facts and signs and without the person's words.

// giveYes is what the button of a person is about who wants to see the address.
const giveYes = "yes"

// How many facts and signs the text names at most, so that it fits a screen.
const (
	givenFacts = 7
	givenSigns = 4
)

// mayGive reports whether an offer may be given: it was judged from a text, and nothing in
// this conversation told of danger, not even so little that only a line was said about it.
func (t *turn) mayGive() bool {
	return t.book.Inbox != "" && t.now.Value(slotGiven) == "text" && t.now.Value(slotBeside) == "" && t.mayShare()
}

// giveButton is the button to give, none where nothing may be given.
func (t *turn) giveButton() []Button {
	if !t.mayGive() {
		return nil
	}
	return []Button{{Label: "give.button", Tap: OpenTap("give", "")}}
}

// give says what the receiver sees and asks first; the address is behind the answer.
func (t *turn) give(of string) bool {
	switch {
	case !t.mayGive():
		return false
	case of == giveYes:
		t.giveAddress()
		return true
	}
	seen := Block{ID: "give.seen"}
	if !strings.HasPrefix(t.book.Inbox, "@") {
		seen.ID = "give.seen_mail"
	}
	t.say(Message{
		Blocks: append(t.notes, seen, Block{ID: "give.ask"}),
		Rows: append([][]Button{
			{{Label: "give.no", Tap: OpenTap("result", "")}},
			{{Label: "give.yes", Tap: OpenTap("give", giveYes)}},
		}, lastRows()...),
	}, false)
	return true
}

// giveAddress shows the address and the text to copy.
func (t *turn) giveAddress() {
	facts := t.facts()
	v := t.judge()
	text := Block{ID: "give.text", Kind: BlockCopy, Args: Args{"code": WordsArg(t.giveCode())}}
	for _, f := range offer.AllFacts {
		if len(text.Lines) < givenFacts && f != offer.FactPhrases && facts.Has(f) && t.asksFor(f) {
			text.Lines = append(text.Lines, Item{ID: "card.fact", Args: Args{"name": SentenceArg("fact." + string(f)), "value": factValue(f, facts[f])}})
		}
	}
	signs := counting(v)
	for _, f := range signs[:min(len(signs), givenSigns)] {
		text.Lines = append(text.Lines, Item{ID: "card.sign", Args: Args{"title": SentenceArg("signal." + string(f.Signal) + ".title")}})
	}
	t.count("give")
	t.say(Message{
		Blocks: append(t.notes, Block{ID: "give.how", Args: Args{"inbox": WordsArg(t.book.Inbox)}}, text, Block{ID: "give.withdraw"}),
		Rows:   backToResult(),
	}, false)
}

// giveCode is the code by which a person withdraws what was given. It is made of the moment
// and stored nowhere here.
func (t *turn) giveCode() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %d %d %d", t.event.At.UnixNano(), t.now.Began.Unix(), t.now.Turn, t.event.Message))
	code := strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))
	return code[:4] + "-" + code[4:8]
}

// InboxReply is what the address of the operator answers by itself: it is no helpline, and
// the numbers of the ministries.
func (b *Book) InboxReply() []Block {
	t := b.rendering(session.Session{})
	contacts := t.contacts(string(refer.SituationAbroadInDanger), inboxContacts)
	for i := range contacts {
		contacts[i].Lines = slices.DeleteFunc(contacts[i].Lines, func(line Item) bool { return strings.HasPrefix(string(line.ID), "contact.closed") })
	}
	return append([]Block{{ID: "give.reply"}}, contacts...)
}

// inboxContacts is how many contacts that answer has.
const inboxContacts = 3
