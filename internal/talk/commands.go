package talk

import (
	"strings"

	"cekloker/internal/flow"
	"cekloker/internal/session"
	"cekloker/internal/words"
)

// commandOf reads "/word@bot rest". The name of the bot is the adapter's
// business; the rest is the word of a start link or ignored.
func commandOf(text string) (command, rest string, ok bool) {
	text = strings.TrimSpace(text)
	if !strings.HasPrefix(text, "/") || strings.ContainsAny(text, "\n") || len(text) > 100 {
		return "", "", false
	}
	word, rest, _ := strings.Cut(text[1:], " ")
	word, _, _ = strings.Cut(word, "@")
	return strings.ToLower(word), strings.TrimSpace(rest), word != ""
}

// started shows the main menu, or the flow that a start link names. Anybody can
// write any word into a link: unknown ones are ignored.
func (t *turn) started(word string) {
	if to := t.book.Words.Links[strings.ToLower(word)]; to != "" {
		t.count("link_" + strings.ToLower(word))
		t.openLink(to)
		return
	}
	t.count("start")
	t.menu()
}

// openLink opens the flow that a start link names, "cards" or with one answer
// given, "cards card=hurry".
func (t *turn) openLink(to string) {
	f, set, answered := strings.Cut(to, " ")
	if answered {
		t.advance()
		t.clear(flow.ID(f))
		slot, value, _ := strings.Cut(set, "=")
		t.now = t.now.Set(session.Slot(slot), session.Value(value))
	}
	t.open(flow.ID(f), !answered && startsOver(flow.ID(f)))
}

// openNamedFlow opens a flow whose start link is typed as a bare word, such as
// "latihan", and reports whether there is one.
func (t *turn) openNamedFlow(word string) bool {
	to := t.book.Words.Links[words.Bare(word)]
	if to == "" {
		return false
	}
	t.openLink(to)
	return true
}
