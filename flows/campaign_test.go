package flows_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"cekloker/internal/session"
	"cekloker/internal/talk"
	"cekloker/internal/talkfile"
)

// A campaign is counted under a declared name or as "other", and the session, which is
// all that is kept of a chat, does not know it.
func TestACampaignIsCountedAndNotRemembered(t *testing.T) {
	t.Parallel()
	c := load(t)
	if len(c.Book.Campaigns) == 0 {
		t.Fatal("no campaign is declared")
	}
	declared := c.Book.Campaigns[0]
	plain, _ := c.Book.Turn(session.Session{}, talk.Event{At: talkfile.Start, Kind: talk.EventStart, Start: "kartu_hurry"})
	for link, want := range map[string]string{
		"kartu_hurry-" + declared:                  "campaign_" + declared,
		"Kartu_Hurry-" + strings.ToUpper(declared): "campaign_" + declared,
		"kartu_hurry-bu_siti_rt_4":                 "campaign_other",
		"kartu_hurry-" + declared + "-x":           "campaign_other",
		"kartu_hurry-":                             "campaign_other",
		"kartu_hurry":                              "",
	} {
		s, effects := c.Book.Turn(session.Session{}, talk.Event{At: talkfile.Start, Kind: talk.EventStart, Start: link})
		var got []string
		for _, e := range effects {
			if count, ok := e.(talk.Count); ok && strings.HasPrefix(count.Name, "campaign_") {
				got = append(got, count.Name)
			}
		}
		if want == "" && len(got) > 0 || want != "" && !slices.Equal(got, []string{want}) {
			t.Errorf("%q counts %q, want %q", link, got, want)
		}
		if kept, expected := stored(t, s), stored(t, plain); kept != expected {
			t.Errorf("%q leaves %s, without a campaign %s", link, kept, expected)
		}
	}
	// Telegram takes 64 characters of a start link.
	for _, card := range c.Book.Cards() {
		for _, code := range c.Book.Campaigns {
			if link := card.Start + "-" + code; len(link) > 64 {
				t.Errorf("%q has %d characters", link, len(link))
			}
		}
	}
}

func stored(t *testing.T, s session.Session) string {
	t.Helper()
	data, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
