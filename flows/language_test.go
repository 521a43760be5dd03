package flows_test

import (
	"bufio"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"cekloker/internal/session"
	"cekloker/internal/talk"
	"cekloker/internal/talkfile"
)

// everyVoice reads each line of the voices in place of each twentieth.
var everyVoice = flag.Bool("every-voice", false, "read all lines of the voices, half a minute")

// ownWords are messages that people type themselves, with their language: lines of the
// voices that are neither adverts nor answers to a question.
func ownWords(t *testing.T) []spoken {
	t.Helper()
	files, err := filepath.Glob("proof/utterances/voices/*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no voices: %v", err)
	}
	var out []spoken
	for n, file := range files {
		data, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(data)
		for ; lines.Scan(); n++ {
			var line spoken
			if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
				t.Fatal(err)
			}
			if line.Label != "offer" && line.Label != "answer" && (*everyVoice || n%20 == 0) {
				out = append(out, line)
			}
		}
		data.Close()
	}
	return out
}

// Who writes Indonesian, Javanese or Sundanese is not answered in English on an Indonesian
// phone, and most who write English are: go test ./flows -run TestWritersAreAnswered -v -every-voice.
func TestWritersAreAnsweredInTheirLanguage(t *testing.T) {
	t.Parallel()
	book := load(t).Book
	all, english := map[[2]string]int{}, map[[2]string]int{}
	for _, line := range ownWords(t) {
		for _, phone := range []string{"id", "en"} {
			if line.Lang != "en" && line.Lang != "id" && line.Lang != "jv" && line.Lang != "su" || line.Lang == "en" && phone == "en" {
				continue
			}
			next, _ := book.Turn(session.Session{}, talk.Event{Kind: talk.EventText, At: talkfile.Start, Hint: phone, Text: talk.Text{Typed: line.Text}})
			if next.Began.IsZero() {
				continue // an exit, which is not answered
			}
			key := [2]string{phone, line.Lang}
			all[key]++
			if next.Lang == session.Lang("en") {
				english[key]++
			}
		}
	}
	for _, want := range []struct {
		phone, lang   string
		atLeast, most float64 // share that is answered in English
	}{{"id", "en", 0.75, 1}, {"id", "id", 0, 0.005}, {"id", "jv", 0, 0.02}, {"id", "su", 0, 0.05}, {"en", "id", 0, 0.25}, {"en", "jv", 0, 0.46}, {"en", "su", 0, 0.50}} {
		key := [2]string{want.phone, want.lang}
		share := float64(english[key]) / float64(all[key])
		t.Logf("phone in %s, written in %s: %d of %d answered in English (%.1f %%)", want.phone, want.lang, english[key], all[key], 100*share)
		if share < want.atLeast || share > want.most {
			t.Errorf("phone in %s, written in %s: %.1f %% answered in English, %.1f to %.1f %% should be", want.phone, want.lang, 100*share, 100*want.atLeast, 100*want.most)
		}
	}
}

// No text changes a language that the person chose, wherever the conversation stands.
func TestNoTextChangesAChosenLanguage(t *testing.T) {
	t.Parallel()
	book := load(t).Book
	states := map[session.Lang]session.Session{}
	for n, line := range ownWords(t) {
		lang := []session.Lang{session.Lang("id"), session.Lang("en")}[n%2]
		s := states[lang]
		if s.Began.IsZero() || n%20 < 2 {
			s, _ = book.Turn(session.Session{}, talk.Event{Kind: talk.EventText, At: talkfile.Start, Text: talk.Text{Typed: "/language " + string(lang)}})
		}
		text := talk.Text{Typed: line.Text}
		if n%3 == 0 {
			text = talk.Text{Quoted: line.Text}
		}
		kind := talk.EventText
		if n%5 == 0 {
			kind = talk.EventEdit
		}
		next, _ := book.Turn(s, talk.Event{Kind: kind, At: talkfile.Start, Sent: talkfile.Start, Hint: "en", Text: text})
		named := line.Label == "door" || next.Began.IsZero() // "english please" is a choice, an exit forgets
		if !named && (next.Lang != lang || !next.Chosen) {
			t.Errorf("%q changes the chosen language %s to %s", line.Text, lang, next.Lang)
		}
		states[lang] = next
		if named {
			delete(states, lang)
		}
	}
}
