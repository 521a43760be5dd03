package talk

import (
	"fmt"
	"slices"
	"strings"

	"cekloker/internal/words"
)

// Heard is what a message is, before any flow looks at it.
type Heard string

// What can be heard, in the order in which one beats the next.
const (
	HeardSafeword Heard = "safeword" // PAYUNG, UMBRELLA, a bare tolong, sos, darurat: contacts at once
	HeardExit     Heard = "exit"     // the whole message: KELUAR, HAPUS, EXIT, DELETE, X
	HeardDanger   Heard = "danger"   // ask first: is someone in danger?
	HeardMenu     Heard = "menu"     // menu, kembali ke awal
	HeardHelp     Heard = "help"     // a bare help, bantuan
	HeardLanguage Heard = "language" // bahasa, english, language
	HeardOffer    Heard = "offer"    // an offer to judge
	HeardQuestion Heard = "question" // a question without an offer
	HeardText     Heard = "text"     // anything else: an answer, small talk
)

// Listening is one file of flows/hearing.
type Listening struct {
	Kind    Heard    `yaml:"-"`       // file name
	About   string   `yaml:"about"`   // what it listens for
	Whole   []string `yaml:"whole"`   // heard only as the whole message
	Says    []string `yaml:"says"`    // patterns of package words, heard anywhere
	Unless  []string `yaml:"unless"`  // patterns that cancel it in the same sentence
	Hears   []string `yaml:"hears"`   // utterances that must be heard as this
	Ignores []string `yaml:"ignores"` // utterances that must not
}

// Hearing knows the danger, safe and exit phrases of flows/hearing.
type Hearing struct {
	whole  map[string]Heard
	cutter words.Cutter
	says   *words.Matcher
	unless *words.Matcher
}

// longPlea is up to how many characters a text is a plea in itself; in a longer
// one, as in a forwarded one, danger words are a mention.
const longPlea = 600

// NewHearing compiles what is listened for. Every error names its file.
func NewHearing(files []Listening, slang map[string]string) (*Hearing, []error) {
	h := &Hearing{
		whole: map[string]Heard{}, says: words.NewMatcher(), unless: words.NewMatcher(),
		cutter: words.Cutter{Known: map[string]bool{}, Slang: slang},
	}
	var wrong []error
	for _, f := range files {
		for _, w := range f.Whole {
			if other, taken := h.whole[plain(w)]; taken && other != f.Kind {
				wrong = append(wrong, fmt.Errorf("hearing/%s.yaml: %q is heard as %s already; take it out of one of them", f.Kind, w, other))
			}
			h.whole[plain(w)] = f.Kind
		}
		if f.Kind != HeardDanger && len(f.Says) > 0 {
			wrong = append(wrong, fmt.Errorf("hearing/%s.yaml: says: only danger is heard inside a text; use whole", f.Kind))
		}
		for _, p := range f.Says {
			if err := h.says.Add(p, 0, slang, h.cutter.Known); err != nil {
				wrong = append(wrong, fmt.Errorf("hearing/%s.yaml: %w; mend the pattern", f.Kind, err))
			}
		}
		for _, p := range f.Unless {
			if err := h.unless.Add(p, 0, slang, h.cutter.Known); err != nil {
				wrong = append(wrong, fmt.Errorf("hearing/%s.yaml: %w; mend the pattern", f.Kind, err))
			}
		}
	}
	return h, wrong
}

// Hear tells what the words of a message are. Danger words in a long or
// forwarded text are reported apart, since the question then stands above the
// verdict, not in its place.
func (h *Hearing) Hear(said Said) (heard Heard, dangerInside bool) {
	if said.Passed == "" {
		if kind, ok := h.whole[plain(said.Own)]; ok {
			return kind, false
		}
		if h.danger(said.Own) {
			if len([]rune(said.Own)) > longPlea {
				return HeardText, true
			}
			return HeardDanger, false
		}
		return HeardText, false
	}
	if said.Own != "" && h.danger(said.Own) && len([]rune(said.Own)) <= longPlea {
		return HeardDanger, false
	}
	return HeardText, h.danger(said.Passed)
}

// danger reports whether a text holds words of danger that nothing in the same
// sentence takes back.
func (h *Hearing) danger(text string) bool {
	const most = 5000
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "")
	}
	all := h.cutter.Words(h.cutter.Cut(text))
	taken := h.unless.Find(all)
	return slices.ContainsFunc(h.says.Find(all), func(m words.Match) bool {
		return !slices.ContainsFunc(taken, func(u words.Match) bool { return words.SameSentence(all, u.From, m.From) })
	})
}
