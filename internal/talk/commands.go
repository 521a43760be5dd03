package talk

import (
	"slices"
	"strings"
	"unicode"

	"cekloker/internal/flow"
	"cekloker/internal/session"
	"cekloker/internal/words"
)

// commandOf reads "/word@bot rest", whatever kind of space is between them. The name
// of the bot is the adapter's business; the rest is one word, that of a start link, a
// language or a flow. It is no command when more stands behind it: whoever writes that
// wants it read.
func commandOf(text string) (command, rest string, ok bool) {
	text = strings.TrimSpace(text)
	if !strings.HasPrefix(text, "/") {
		return "", "", false
	}
	end := strings.IndexFunc(text, unicode.IsSpace)
	if end < 0 {
		end = len(text)
	}
	word, _, _ := strings.Cut(text[1:end], "@")
	rest = strings.TrimSpace(text[end:])
	return strings.ToLower(word), rest, word != "" && len(text) <= maxCommand && !strings.ContainsFunc(rest, unicode.IsSpace)
}

// maxCommand is how many bytes a command with its word has at most.
const maxCommand = 100

// OtherCampaign is what a campaign that is not declared counts as.
const OtherCampaign = "other"

// CampaignCount is the counter of a campaign.
func CampaignCount(code string) string { return "campaign_" + code }

// started shows the main menu, or the flow that a start link names, with the code of a
// campaign behind a hyphen: "kartu_hurry-poster_2026". Anybody can write any word into a
// link: unknown ones are ignored. The campaign is counted and not remembered.
func (t *turn) started(link string) {
	word, campaign, tagged := strings.Cut(strings.ToLower(link), "-")
	if tagged {
		if !slices.Contains(t.book.Campaigns, campaign) {
			campaign = OtherCampaign
		}
		t.count(CampaignCount(campaign))
	}
	if to := t.book.Words.Links[word]; to != "" {
		t.count("link_" + word)
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
