package talk

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cekloker/internal/words"
)

// Families are words that mean the same to the patterns of flows/hearing, which
// name one as <family>, and the casual spellings that people type when they are
// in a hurry: flows/hearing/words.yaml.
type Families struct {
	About    string              `yaml:"about"`
	Families map[string][]string `yaml:"families"` // a name: words, also several in a row
	Spelling map[string]string   `yaml:"spelling"` // added to flows/slang.yaml for hearing alone
	Misspelt []string            `yaml:"misspelt"` // families whose long words are known with one letter wrong
	Right    []string            `yaml:"right"`    // words that are no misspelling of one of those
}

// Hearing knows the danger, safe and exit phrases of flows/hearing.
type Hearing struct {
	whole   map[string]Heard
	wholes  *words.Matcher // owner: index in heard
	heard   []Heard
	cutter  words.Cutter
	speller speller
	says    *words.Matcher // owner: index in kinds
	hints   *words.Matcher
	marks   *words.Matcher
	unless  *words.Matcher
	except  *words.Matcher
	kin     *words.Matcher
	self    *words.Matcher
	kinds   []DangerKind
	own     map[string]bool // words of the family <own>
	family  map[string]bool // words of the family <family>
}

// longPlea is up to how many characters a text is a plea in itself; in a longer
// one, as in a forwarded one, danger words are a mention.
const longPlea = 600

// Families of words that the code knows by name: those by which somebody tells
// of themself, and those for a relative.
const (
	ownVoice  = "own"
	relatives = "family"
)

// NewHearing compiles what is listened for. Every error names its file.
func NewHearing(files []Listening, families Families, slang map[string]string) (*Hearing, []error) {
	known := maps.Clone(slang)
	if known == nil {
		known = map[string]string{}
	}
	maps.Copy(known, families.Spelling)
	h := &Hearing{
		whole: map[string]Heard{}, wholes: words.NewMatcher(), says: words.NewMatcher(), hints: words.NewMatcher(), marks: words.NewMatcher(), unless: words.NewMatcher(), except: words.NewMatcher(),
		kin: words.NewMatcher(), self: words.NewMatcher(), own: setOf(families.Families[ownVoice]), family: setOf(families.Families[relatives]),
		cutter: words.Cutter{Known: map[string]bool{}, Slang: known},
	}
	var wrong []error
	for i, f := range files {
		h.kinds = append(h.kinds, f.Danger)
		h.heard = append(h.heard, f.Kind)
		wrong = append(wrong, h.addWhole(f)...)
		if f.Kind != HeardDanger && len(f.Says)+len(f.Hints)+len(f.Marks) > 0 {
			wrong = append(wrong, fmt.Errorf("%s: says: only danger is heard inside a text; use whole", f.File()))
		}
		for _, list := range []struct {
			patterns []string
			matcher  *words.Matcher
		}{{f.Says, h.says}, {f.Hints, h.hints}, {f.Marks, h.marks}, {f.Unless, h.unless}, {f.Except, h.except}, {f.Kin, h.kin}, {f.Self, h.self}, {f.Messages, h.wholes}} {
			for _, p := range list.patterns {
				if err := h.addPattern(list.matcher, p, i, families); err != nil {
					wrong = append(wrong, fmt.Errorf("%s: %w; mend the pattern", f.File(), err))
				}
			}
		}
	}
	h.speller = newSpeller(families, h.cutter.Known)
	return h, wrong
}

func setOf(list []string) map[string]bool {
	out := map[string]bool{}
	for _, w := range list {
		out[w] = true
	}
	return out
}

// addPattern adds a pattern with its families written out. "a & b" are a and b
// near each other, whichever comes first.
func (h *Hearing) addPattern(m *words.Matcher, pattern string, owner int, families Families) error {
	full, err := families.spell(pattern)
	if err != nil {
		return err
	}
	a, b, both := strings.Cut(full, " & ")
	if !both {
		return m.Add(full, owner, h.cutter.Slang, h.cutter.Known)
	}
	return errors.Join(
		m.Add(a+" ... "+b, owner, h.cutter.Slang, h.cutter.Known),
		m.Add(b+" ... "+a, owner, h.cutter.Slang, h.cutter.Known))
}

// addWhole adds the words that are heard only as the whole message.
func (h *Hearing) addWhole(f Listening) []error {
	var wrong []error
	for _, w := range f.Whole {
		if other, taken := h.whole[plain(w)]; taken && other != f.Kind {
			wrong = append(wrong, fmt.Errorf("%s: %q is heard as %s already; take it out of one of them", f.File(), w, other))
		}
		h.whole[plain(w)] = f.Kind
	}
	return wrong
}

// spell writes the families of a pattern out.
func (f Families) spell(pattern string) (string, error) {
	var out strings.Builder
	inside := false // a bracket, which cannot hold another
	for rest := pattern; rest != ""; {
		switch c := rest[0]; c {
		case '<':
			name, after, ok := strings.Cut(rest[1:], ">")
			list := f.Families[name]
			if !ok || len(list) == 0 {
				return "", fmt.Errorf("pattern %q: the family <%s> is not in words.yaml", pattern, name)
			}
			all := strings.Join(list, "|")
			if !inside {
				all = "(" + all + ")"
			}
			out.WriteString(all)
			rest = after
		default:
			inside = c == '(' || inside && c != ')'
			out.WriteByte(c)
			rest = rest[1:]
		}
	}
	if inside {
		return "", errors.New("pattern " + pattern + ": a bracket is not closed")
	}
	return out.String(), nil
}

// Hear tells what the words of a message are. Danger words in a long or
// forwarded text are reported apart, since the question then stands above the
// verdict, not in its place.
func (h *Hearing) Hear(said Said) Sound {
	// One wish counts also when it answers or quotes a message.
	if kind, ok := h.message(said.Own); ok && said.Own != "" {
		return Sound{Heard: kind}
	}
	sound := h.danger(said.Own)
	if sound.Heard == HeardDanger && (said.Passed == "" || utf8.RuneCountInString(said.Own) <= longPlea) {
		if utf8.RuneCountInString(said.Own) > longPlea {
			return Sound{Heard: HeardText, Danger: sound.Danger, Inside: true}
		}
		return sound
	}
	sound = h.danger(said.Passed)
	return Sound{Heard: HeardText, Danger: sound.Danger, Inside: sound.Heard == HeardDanger}
}

// message hears a message that is one wish and nothing else.
func (h *Hearing) message(text string) (Heard, bool) {
	const longest = 60 // bytes; no such message is longer
	if len(text) > longest {
		return "", false
	}
	folded := plain(text)
	if kind, ok := h.whole[folded]; ok {
		return kind, true
	}
	for _, spelt := range [...]string{folded, single(folded)} {
		all := h.words(spelt)
		if len(all) == 1 && len(all[0].Text) > 2 {
			if kind, ok := h.whole[all[0].Text]; ok {
				return kind, true
			}
		}
		for _, m := range h.wholes.Find(all) {
			if m.From == 0 && m.To == len(all) {
				return h.heard[m.Owner], true
			}
		}
	}
	return "", false
}

// single writes every doubled letter once: people in a hurry hold keys down.
func single(text string) string {
	var b strings.Builder
	last := rune(-1)
	for _, r := range text {
		if r != last || !unicode.IsLetter(r) {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// words cuts a text and undoes slang and misspellings.
func (h *Hearing) words(text string) []words.Token {
	all := h.cutter.Words(h.cutter.Cut(strings.ReplaceAll(text, "\u2019", "'")))
	out := all[:0]
	for i, w := range all {
		if joined := "di" + w.Text; i > 0 && all[i-1].Text == "di" && h.speller.passive[joined] {
			out[len(out)-1].Text = joined
			continue
		}
		w.Text = h.speller.meant(w.Text)
		out = append(out, w)
	}
	return out
}

// danger hears words of danger that nothing in the same sentence takes back.
func (h *Hearing) danger(text string) Sound {
	const most = 5000
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "")
	}
	all := h.words(text)
	said, hints := h.says.Find(all), h.hints.Find(all)
	if len(said)+len(hints) == 0 {
		return Sound{Heard: HeardText}
	}
	taken, harmless := h.unless.Find(all), h.except.Find(all)
	back := func(m words.Match) bool {
		return slices.ContainsFunc(taken, func(u words.Match) bool { return words.SameSentence(all, u.From, m.From) }) ||
			slices.ContainsFunc(harmless, func(u words.Match) bool { return u.From < m.To && m.From < u.To })
	}
	said, hints = slices.DeleteFunc(said, back), slices.DeleteFunc(hints, back)
	if len(said)+len(hints) == 0 {
		return Sound{Heard: HeardText}
	}
	return Sound{
		Heard: HeardDanger, Hint: len(said) == 0, Told: slices.ContainsFunc(said, func(m words.Match) bool { return h.told(all, m) }),
		Danger: h.firstKind(slices.Concat(said, hints, h.marks.Find(all))), Kin: h.ofKin(all),
	}
}

// ofKin reports whether words of danger are told of a relative or a friend and
// not of the writer as well.
func (h *Hearing) ofKin(all []words.Token) bool {
	if len(h.kin.Find(all)) == 0 {
		return false
	}
	return !slices.ContainsFunc(h.self.Find(all), func(m words.Match) bool {
		return m.From == 0 || !h.family[all[m.From-1].Text] // "adik saya disekap" is no "saya disekap"
	})
}

// told reports whether a word of somebody's own voice stands in or just before
// the words of danger.
func (h *Hearing) told(all []words.Token, m words.Match) bool {
	const before = 2
	return slices.ContainsFunc(all[max(m.From-before, 0):m.To], func(w words.Token) bool { return h.own[w.Text] })
}

// firstKind is the kind of danger that beats the others.
func (h *Hearing) firstKind(found []words.Match) DangerKind {
	for _, kind := range DangerKinds {
		if slices.ContainsFunc(found, func(m words.Match) bool { return h.kinds[m.Owner] == kind }) {
			return kind
		}
	}
	return ""
}
