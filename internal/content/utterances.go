package content

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"

	"cekloker/internal/closed"
	"cekloker/internal/hear"
	"cekloker/internal/talk"
)

// Utterance is one message written for the project, with what it must be heard
// as: a line of flows/proof/utterances, in the form that bot eval reads.
type Utterance struct {
	ID    string `json:"id"`
	Label string `json:"label"` // danger, exit or ordinary
	Lang  string `json:"lang"`  // id, en, jv, su, reg (other languages of the islands), mixed
	Topic string `json:"topic"` // held, harm, relative, ...: what it is about
	Text  string `json:"text"`
}

// The two halves of the utterances that are labelled danger, exit or ordinary only. The
// model learns from both; docs/evaluation.md reports results for authors that it was not
// trained on.
const (
	TuneHalf  = "tune"
	CheckHalf = "check"
)

// The least share of danger that is heard and the greatest share of ordinary
// messages that are asked about or taken for an exit. Many of these lines were
// made to look like the other kind.
const (
	leastHeard      = 0.93
	mostFalseAlarms = 0.03
)

// HeardRightly reports whether a message was classified as labelled. Danger must get the
// danger question, the tier "beside" or the answer to the safe word; an ordinary
// message must not get the danger question.
func (u Utterance) HeardRightly(heard talk.Interpretation) bool {
	switch u.Label {
	case "danger":
		return heard.Tier != hear.TierNone || heard.Intent == hear.IntentSafeword
	case "exit":
		return heard.Intent == hear.IntentExit
	}
	return heard.Tier != hear.TierAsk && heard.Intent != hear.IntentSafeword && heard.Intent != hear.IntentExit
}

// UtteranceLabels are the labels of utterances.
var UtteranceLabels = closed.Set[string]{
	{Word: "danger", Means: "must be asked about, have help beside it, or be the safe word"},
	{Word: "exit", Means: "must leave nothing behind"},
	{Word: "ordinary", Means: "must not be asked about"},
}

// UtteranceLangs are the languages of utterances.
var UtteranceLangs = closed.Set[string]{
	{Word: "id", Means: "Indonesian"}, {Word: "en", Means: "English"}, {Word: "jv", Means: "Javanese"}, {Word: "su", Means: "Sundanese"},
	{Word: "reg", Means: "another language of the islands"}, {Word: "mixed", Means: "several"},
}

// labelled reads the utterances of both halves.
func (l *loader) labelled() {
	l.out.Utterances = map[string][]Utterance{}
	for _, half := range [...]string{TuneHalf, CheckHalf} {
		file := "proof/utterances/" + half + ".jsonl"
		data, err := fs.ReadFile(l.flows, file)
		if err != nil {
			l.bad("flows/"+file, "", "the file cannot be read", "put it back, or see bot content export")
			continue
		}
		for i, line := range bytes.Split(bytes.TrimSpace(data), []byte("\n")) {
			var u Utterance
			d := json.NewDecoder(bytes.NewReader(line))
			d.DisallowUnknownFields()
			err := plainJSON(d.Decode(&u))
			if err == nil && (u.ID == "" || u.Text == "" || u.Lang == "" || u.Topic == "") {
				err = errors.New("a key is missing or empty")
			}
			if err != nil {
				l.badAt("flows/"+file, place{i + 1, 1}, fmt.Sprintf("no utterance: %v", err), "write id, label, lang, topic and text")
				continue
			}
			for _, is := range [...]struct {
				key, word string
				known     closed.Set[string]
			}{{"label", u.Label, UtteranceLabels}, {"lang", u.Lang, UtteranceLangs}} {
				if !is.known.Has(is.word) {
					l.badAt("flows/"+file, place{i + 1, 1}, fmt.Sprintf("%s %q is not known", is.key, is.word), closed.Instead(is.word, is.known.Written()))
				}
			}
			l.out.Utterances[half] = append(l.out.Utterances[half], u)
		}
	}
}

// hearsEnough compares the shares of what is heard with their bounds.
func (l *loader) hearsEnough(file, half string) {
	all, right := map[string]int{}, map[string]int{}
	for _, u := range l.out.Utterances[half] {
		all[u.Label]++
		if u.HeardRightly(l.out.Book.Interpret(talk.Text{Typed: u.Text})) {
			right[u.Label]++
		}
	}
	for _, label := range [...]string{"danger", "exit"} {
		if float64(right[label]) < leastHeard*float64(all[label]) || all[label] == 0 {
			l.bad(file, "", fmt.Sprintf("%d of %d %s messages are heard, at least %.0f %% must be", right[label], all[label], label, 100*leastHeard), "fix the patterns of flows/hear")
		}
	}
	if wrong := all["ordinary"] - right["ordinary"]; float64(wrong) > mostFalseAlarms*float64(all["ordinary"]) {
		l.bad(file, "", fmt.Sprintf("%d of %d ordinary messages are taken for danger or exit, at most %.0f %% may be", wrong, all["ordinary"], 100*mostFalseAlarms), "narrow the patterns of flows/hear")
	}
}
