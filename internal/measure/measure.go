// Package measure reports how well offers are judged and utterances are classified on
// labelled texts from outside the project: the share of harmful offers that is found,
// the share of honest offers that gets a warning, and the gain and cost of each signal.
// It prints the ids of texts, never the texts.
//
// A file is JSON lines with "id", "text" and "label". Offers are labelled scam
// or fraud, and legit; utterances danger, exit and ordinary. The other fields
// ("lang", "subtype", "kind", "source") only group the figures.
package measure

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"
)

// The labels.
const (
	LabelScam     = "scam"     // an offer that harmed or was made to harm
	LabelFraud    = "fraud"    // the same, as EMSCAD names it
	LabelLegit    = "legit"    // an honest vacancy
	LabelDanger   = "danger"   // an utterance of somebody in danger
	LabelExit     = "exit"     // an utterance that must clear the screen
	LabelOrdinary = "ordinary" // an utterance that is neither
)

// LabelledText is one labelled text.
type LabelledText struct {
	ID      string `json:"id"`
	Text    string `json:"text"`
	Label   string `json:"label"`
	Lang    string `json:"lang"`
	Subtype string `json:"subtype"`
	Kind    string `json:"kind"`
	Source  string `json:"source"`
}

// Dataset is one file of items. Hash is the SHA-256 of its lines as read here, that
// is of the unpacked file.
type Dataset struct {
	Name  string
	Hash  string
	Items []LabelledText
}

// maxLine is the longest line that is read, in bytes.
const maxLine = 1 << 20

// Read reads a set. A bad line is an error with its number; nothing of the line
// is repeated.
func Read(name string, in io.Reader) (Dataset, error) {
	hash := sha256.New()
	lines := bufio.NewScanner(io.TeeReader(in, hash))
	lines.Buffer(make([]byte, 0, 1<<16), maxLine)
	s := Dataset{Name: name}
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var item LabelledText
		if err := json.Unmarshal(lines.Bytes(), &item); err != nil || item.ID == "" || item.Text == "" {
			return s, fmt.Errorf("%s:%d: no JSON object with id, text and label; fix the line", name, n)
		}
		switch item.Label {
		case LabelScam, LabelFraud, LabelLegit, LabelDanger, LabelExit, LabelOrdinary:
		default:
			return s, fmt.Errorf("%s:%d: label %q is not known; use scam, fraud, legit, danger, exit or ordinary", name, n, item.Label)
		}
		s.Items = append(s.Items, item)
	}
	if err := lines.Err(); err != nil {
		return s, fmt.Errorf("%s: %w", name, err)
	}
	if len(s.Items) == 0 {
		return s, fmt.Errorf("%s: no items", name)
	}
	s.Hash = hex.EncodeToString(hash.Sum(nil))
	return s, nil
}

// utterance reports whether an item is an utterance and not an offer.
func (i LabelledText) utterance() bool {
	return i.Label == LabelDanger || i.Label == LabelExit || i.Label == LabelOrdinary
}

// Proportion is a count out of all.
type Proportion struct{ Count, All int }

// Percent is the share in percent, 0 of none.
func (s Proportion) Percent() float64 {
	if s.All == 0 {
		return 0
	}
	return 100 * float64(s.Count) / float64(s.All)
}

// Interval is within which bounds the share of all such texts lies, in percent: Wilson's
// interval of 95 %. It takes texts for independent; those of one author are not.
func (s Proportion) Interval() (low, high float64) {
	if s.All == 0 {
		return 0, 100
	}
	const z = 1.96
	n, p := float64(s.All), float64(s.Count)/float64(s.All)
	middle, half := p+z*z/(2*n), z*math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return max(0, 100*(middle-half)/(1+z*z/n)), min(100, 100*(middle+half)/(1+z*z/n))
}

// Within writes a share with its interval.
func (s Proportion) Within() string {
	if s.All == 0 {
		return "none"
	}
	low, high := s.Interval()
	return fmt.Sprintf("%d/%d %.1f %% (%.1f-%.1f)", s.Count, s.All, s.Percent(), low, high)
}

func (s Proportion) String() string { return fmt.Sprintf("%d/%d %.1f %%", s.Count, s.All, s.Percent()) }

func (s *Proportion) add(hit bool) {
	s.All++
	if hit {
		s.Count++
	}
}
