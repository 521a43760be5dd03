package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"cekloker/internal/localapi"
)

// played runs `bot talk --jsonl` and returns the answers.
func played(t *testing.T, in string) (code int, all []talkResult, errs string) {
	t.Helper()
	code, out, errs := runCommand(t, nil, in, "talk", "--jsonl")
	for line := range strings.Lines(out) {
		var one talkResult
		if err := json.Unmarshal([]byte(line), &one); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		all = append(all, one)
	}
	return code, all, errs
}

func TestTalksAreReadFromLines(t *testing.T) {
	t.Parallel()
	notRaced(t, servesNobody)
	code, all, errs := played(t, `
{"id":"burst","texts":["/cek",["`+ad+`","gaji dibayar tiap bulan, visa turis, tiket ditanggung"],"Semua tanda"]}
{"id":"two","texts":["/cek","`+ad+`","gaji dibayar tiap bulan, visa turis, tiket ditanggung"]}
{"id":"quiet","lang":"en","texts":["help me i am locked in","1","Maybe, or I am not sure",["/privacy","menu"]]}
{"id":"none","lang":"id","texts":[]}
{"id":"stops","lang":"id","texts":["/cek","1"," "]}
`)
	if code != 0 || errs != "" || len(all) != 5 {
		t.Fatalf("code %d, %d answers, %q", code, len(all), errs)
	}
	for i, want := range []string{
		"burst [new] [new] [new] check_offer result", "two [new] [new] [new] check_offer result",
		"quiet [new] [new] [edits 2] [edits 2] start doors", "none start doors", "stops [new] [new] [] check_offer ask_destination",
	} {
		if got := all[i].shape(); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	burst, two := all[0].Replies, all[1].Replies
	if v := burst[1][0]; !strings.HasPrefix(v.Text, "Tahan dulu") || v.Text == two[1][0].Text || v.Buttons[0] != "1. Kontak" {
		t.Errorf("the parts of a burst are not read together: %+v", v)
	}
	if !strings.HasPrefix(burst[2][0].Text, "Semua tanda") {
		t.Errorf("a typed label is not heard: %s", burst[2][0].Text)
	}
	if m := all[2].Replies[0][0]; !strings.Contains(m.Text, "held, hurt or threatened?") || m.Buttons[0] != "1. Yes, me" {
		t.Errorf("not in English: %+v", m)
	}
}

// shape returns which entries have which replies.
func (p talkResult) shape() string {
	parts := []string{p.ID}
	for _, entry := range p.Replies {
		replies := make([]string, 0, len(entry))
		for _, m := range entry {
			if m.Edits == 0 {
				replies = append(replies, "new")
			} else {
				replies = append(replies, fmt.Sprint("edits ", m.Edits))
			}
		}
		parts = append(parts, "["+strings.Join(replies, " ")+"]")
	}
	return strings.Join(append(parts, string(p.Flow), string(p.Step)), " ")
}

// Lines that are not a talk are reported with their numbers; the others are answered.
func TestABadLineIsToldAndTheOthersAreAnswered(t *testing.T) {
	t.Parallel()
	notRaced(t, servesNobody)
	good := `{"id":"good","texts":["halo"]}`
	code, all, errs := played(t, strings.Join([]string{
		"rahasia", good, `{"id":"x","lang":"fr","texts":["a"]}`, `{"id":"x"}`, `{"id":"x","texts":["a",[3]]}`, "",
		`{"id":"x","texts":["` + strings.Repeat("a", maxLine) + `"]}`, good,
	}, "\n"))
	if code != 1 || len(all) != 2 || all[0].ID != "good" || all[1].ID != "good" {
		t.Errorf("code %d, answers %+v", code, all)
	}
	want := []string{
		"line 1: no JSON object", `line 3: "lang" is none of`, `line 4: "texts" is missing`, `line 5: "texts" holds something else`, "line 7: longer than",
	}
	told := slices.Collect(strings.Lines(errs))
	if len(told) != len(want) {
		t.Fatalf("told\n%s", errs)
	}
	for i := range want {
		if !strings.HasPrefix(told[i], "bot: "+want[i]) || strings.Contains(told[i], "rahasia") {
			t.Errorf("told %q, want %q", told[i], want[i])
		}
	}
}

// A line gets the same answers as a person who types the same texts to a serving bot.
func TestATalkFromALineReadsAsTheOneThatIsServed(t *testing.T) {
	t.Parallel()
	entries := [][]string{{"/start"}, {"2"}, {ad, "gaji dibayar tiap bulan, visa turis, tiket ditanggung"}, {"1"}, {"saya disekap"}, {"ya"}, {"mungkin"}, {"/dataku"}}
	in, err := json.Marshal(map[string]any{"id": "x", "lang": "id", "texts": entries})
	if err != nil {
		t.Fatal(err)
	}
	code, all, errs := played(t, string(in))
	if code != 0 || len(all) != 1 {
		t.Fatal(code, errs)
	}
	s := startTestBot(t, nil)
	who := s.Person(1, "id")
	for i, entry := range entries {
		for _, text := range entry {
			who.Say(text)
		}
		want := all[0].Replies[i]
		last := want[len(want)-1]
		reads := func(m localapi.Message) bool {
			text, err := localapi.Visible(m.HTML)
			var labels []string
			for _, row := range m.Rows {
				for _, b := range row {
					labels = append(labels, b.Text)
				}
			}
			return err == nil && text == last.Text && slices.Equal(labels, last.Buttons)
		}
		if m, err := who.UntilLast(s.ctx, reads); err != nil || m.Edited != (last.Edits > 0) {
			t.Fatalf("after %q somebody reads\n%s\nwant\n%s", entry, shown(who), last.Text)
		}
	}
}
