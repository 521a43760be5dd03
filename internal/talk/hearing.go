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

// Families are words that mean the same to the patterns of flows/hear, which
// name one as <family>, and the casual spellings that people type when they are
// in a hurry: flows/hear/words.yaml.
type Families struct {
	About    string              `yaml:"about"`
	Families map[string][]string `yaml:"families"`                // a name: words, also several in a row
	Spelling map[string]string   `yaml:"spelling"`                // added to flows/hear/slang.yaml for hearing alone
	Misspelt []string            `yaml:"misspelt" names:"family"` // families whose long words are known with one letter wrong
	Right    []string            `yaml:"right"`                   // words that are no misspelling of one of those
}

// Hearing knows the danger, safe and exit phrases of flows/hear.
type Hearing struct {
	whole   map[string]Heard
	wholes  *words.Matcher // owner: index in heard
	heard   []Heard
	cutter  words.Cutter
	speller speller
	answers answers
	says    *words.Matcher // owner: index in kinds
	hints   *words.Matcher
	marks   *words.Matcher
	unless  *words.Matcher
	lowers  *words.Matcher
	except  *words.Matcher
	kin     *words.Matcher
	self    *words.Matcher
	kinds   []DangerKind
	own     map[string]bool // words of the family <own>
	voice   map[string]bool // words of the family <voice>
	family  map[string]bool // words of the family <family>
}

// longPlea is up to how many characters a text is a plea in itself; in a longer
// one, as in a forwarded one, danger words are a mention.
const longPlea = 600

// Families of words that the code knows by name: those by which somebody tells
// of themself or asks for help, those for the one it happens to, and those for a
// relative.
const (
	tellers   = "own"
	ownVoice  = "voice"
	relatives = "family"
)

// NewHearing compiles what is listened for. Every error names its file.
func NewHearing(files []Listening, answers AnswerFile, families Families, slang map[string]string) (*Hearing, []error) {
	known := maps.Clone(slang)
	if known == nil {
		known = map[string]string{}
	}
	maps.Copy(known, families.Spelling)
	h := &Hearing{
		whole: map[string]Heard{}, wholes: words.NewMatcher(), says: words.NewMatcher(), hints: words.NewMatcher(), marks: words.NewMatcher(), unless: words.NewMatcher(), lowers: words.NewMatcher(), except: words.NewMatcher(),
		kin: words.NewMatcher(), self: words.NewMatcher(), own: setOf(families.Families[tellers]), voice: setOf(families.Families[ownVoice]), family: setOf(families.Families[relatives]),
		cutter: words.Cutter{Known: map[string]bool{}, Slang: known},
	}
	var wrong []error
	for i, f := range files {
		h.kinds = append(h.kinds, f.Danger)
		h.heard = append(h.heard, f.Kind)
		wrong = append(wrong, h.addWhole(f)...)
		if f.Kind != HeardDanger && len(f.Says)+len(f.Hints)+len(f.Marks) > 0 {
			wrong = append(wrong, Wrong{f.File(), "says", errors.New("only danger is heard inside a text; use whole")})
		}
		for _, list := range []struct {
			key      string
			patterns []string
			matcher  *words.Matcher
		}{{"says", f.Says, h.says}, {"hints", f.Hints, h.hints}, {"marks", f.Marks, h.marks}, {"unless", f.Unless, h.unless}, {"lowers", f.Lowers, h.lowers}, {"except", f.Except, h.except}, {"kin", f.Kin, h.kin}, {"self", f.Self, h.self}, {"messages", f.Messages, h.wholes}} {
			for n, p := range list.patterns {
				if err := h.addPattern(list.matcher, p, i, families); err != nil {
					wrong = append(wrong, Wrong{f.File(), fmt.Sprintf("%s/%d", list.key, n), err})
				}
			}
		}
	}
	wrong = append(wrong, h.compileAnswers(answers, families)...)
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
	for i, w := range f.Whole {
		if other, taken := h.whole[plain(w)]; taken && other != f.Kind {
			wrong = append(wrong, Wrong{f.File(), fmt.Sprintf("whole/%d", i), fmt.Errorf("%q is heard as %s already; take it out of one of them", w, other)})
		}
		h.whole[plain(w)] = f.Kind
	}
	return wrong
}

// spell writes the families of a pattern out. Inside a bracket every alternative
// is written once for each word of its family, so that "(keluar dari <hub>|x)"
// never means a bare name of a hub.
func (f Families) spell(pattern string) (string, error) {
	if err := f.unknown(pattern); err != nil {
		return "", fmt.Errorf("pattern %q: %w", pattern, err)
	}
	var out strings.Builder
	for rest := pattern; rest != ""; {
		before, inside, bracket := strings.Cut(rest, "(")
		ways, err := f.written(before)
		if err != nil {
			return "", fmt.Errorf("pattern %q: %w", pattern, err)
		}
		out.WriteString(ways.bracketed())
		if !bracket {
			break
		}
		inside, after, ok := strings.Cut(inside, ")")
		if !ok {
			return "", errors.New("pattern " + pattern + ": a bracket is not closed")
		}
		var alternatives []string
		for _, a := range strings.Split(inside, "|") {
			ways, err := f.written(a)
			if err != nil {
				return "", fmt.Errorf("pattern %q: %w", pattern, err)
			}
			alternatives = append(alternatives, ways.each()...)
		}
		out.WriteString("(" + strings.Join(alternatives, "|") + ")")
		rest = after
	}
	return out.String(), nil
}

// written is a piece of a pattern as a sequence of fixed words and families, each
// a list of what may stand there.
type written [][]string

func (f Families) written(piece string) (written, error) {
	var out written
	for piece != "" {
		fixed, name, family := strings.Cut(piece, "<")
		out = append(out, []string{fixed})
		if !family {
			return out, nil
		}
		name, after, ok := strings.Cut(name, ">")
		list := f.Families[name]
		if !ok || len(list) == 0 {
			return nil, fmt.Errorf("the family <%s> is not closed or not in words.yaml", name)
		}
		out, piece = append(out, list), after
	}
	return out, nil
}

// bracketed writes each family as a bracket of its own.
func (w written) bracketed() string {
	var out strings.Builder
	for _, list := range w {
		if len(list) == 1 {
			out.WriteString(list[0])
			continue
		}
		out.WriteString("(" + strings.Join(list, "|") + ")")
	}
	return out.String()
}

// each writes the piece out once for every choice of words.
func (w written) each() []string {
	out := []string{""}
	for _, list := range w {
		var longer []string
		for _, head := range out {
			for _, word := range list {
				longer = append(longer, head+word)
			}
		}
		out = longer
	}
	return out
}

// Hear tells what the words of a message are. Own words count before those that
// were forwarded; in a long own text danger words are a passage among others.
func (h *Hearing) Hear(said Said) Sound {
	// One wish counts also when it answers or quotes a message.
	if kind, ok := h.message(said.Own); ok && said.Own != "" {
		return Sound{Heard: kind}
	}
	own := h.danger(said.Own)
	own.Passed = own.Tier != TierNone && utf8.RuneCountInString(said.Own) > longPlea
	if own.Tier == TierAsk || said.Passed == "" {
		return own
	}
	passed := h.danger(said.Passed)
	if passed.Tier == TierNone || passed.Tier == own.Tier {
		return own
	}
	passed.Passed = true
	return passed
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

// danger hears words of danger. Sayings are none. Words that speak against
// danger lower the tier: denials in any voice, other words of the same sentence
// (news, if, debts) unless somebody tells it in their own voice or thinks of
// suicide.
func (h *Hearing) danger(text string) Sound {
	const most = 5000
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "")
	}
	all := h.words(text)
	sayings, voiced := h.except.Find(all), slices.ContainsFunc(all, func(w words.Token) bool { return h.voice[w.Text] })
	loose := slices.Clone(sayings)
	sayings = slices.DeleteFunc(sayings, func(m words.Match) bool { return voiced || m.Skipped > 0 })
	inside := func(m words.Match) func(words.Match) bool { // of one clause
		return func(n words.Match) bool { return n.Overlaps(m) && words.SameClause(all, n.From, n.To-1) }
	}
	saying := func(m words.Match) bool { return slices.ContainsFunc(sayings, inside(m)) }
	said, hints := slices.DeleteFunc(h.says.Find(all), saying), slices.DeleteFunc(h.hints.Find(all), saying)
	if len(said)+len(hints) == 0 {
		return Sound{Heard: HeardText}
	}
	sound := Sound{
		Heard: HeardText, Tier: TierBeside, Hint: len(said) == 0, Told: slices.ContainsFunc(said, func(m words.Match) bool { return near(all, m, h.own) }),
		Plea:   slices.ContainsFunc(said, func(m words.Match) bool { return near(all, m, h.voice) }),
		Danger: h.firstKind(slices.Concat(said, hints, h.marks.Find(all))), Kin: h.ofKin(all),
	}
	against, denials := h.unless.Find(all), append(h.lowers.Find(all), loose...)
	asks := func(m words.Match, plea bool) bool {
		denied := slices.ContainsFunc(denials, inside(m))
		spokenAgainst := func(u words.Match) bool { return words.SameSentence(all, u.From, m.From) }
		return h.kinds[m.Owner] == DangerSelfHarm || !denied && (plea && near(all, m, h.voice) || !slices.ContainsFunc(against, spokenAgainst))
	}
	if slices.ContainsFunc(said, func(m words.Match) bool { return asks(m, true) }) || slices.ContainsFunc(hints, func(m words.Match) bool { return asks(m, false) }) {
		sound.Heard, sound.Tier = HeardDanger, TierAsk
	}
	return sound
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

// near reports whether one of the words stands in a match or just before it.
func near(all []words.Token, m words.Match, of map[string]bool) bool {
	const before = 2
	return slices.ContainsFunc(all[max(m.From-before, 0):m.To], func(w words.Token) bool { return of[w.Text] })
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
