package talk

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"cekloker/internal/words"
)

// Families are words that mean the same to the patterns of flows/hearing, which
// name one as <family>, and the casual spellings that people type when they are
// in a hurry: flows/hearing/words.yaml.
type Families struct {
	About    string              `yaml:"about"`
	Families map[string][]string `yaml:"families"` // a name: words, also several in a row
	Spelling map[string]string   `yaml:"spelling"` // added to flows/slang.yaml for hearing alone
}

// Hearing knows the danger, safe and exit phrases of flows/hearing.
type Hearing struct {
	whole  map[string]Heard
	cutter words.Cutter
	says   *words.Matcher // owner: index in kinds
	marks  *words.Matcher
	unless *words.Matcher
	kinds  []DangerKind
}

// longPlea is up to how many characters a text is a plea in itself; in a longer
// one, as in a forwarded one, danger words are a mention.
const longPlea = 600

// NewHearing compiles what is listened for. Every error names its file.
func NewHearing(files []Listening, families Families, slang map[string]string) (*Hearing, []error) {
	known := maps.Clone(slang)
	if known == nil {
		known = map[string]string{}
	}
	maps.Copy(known, families.Spelling)
	h := &Hearing{
		whole: map[string]Heard{}, says: words.NewMatcher(), marks: words.NewMatcher(), unless: words.NewMatcher(),
		cutter: words.Cutter{Known: map[string]bool{}, Slang: known},
	}
	var wrong []error
	for i, f := range files {
		h.kinds = append(h.kinds, f.Danger)
		for _, w := range f.Whole {
			if other, taken := h.whole[plain(w)]; taken && other != f.Kind {
				wrong = append(wrong, fmt.Errorf("%s: %q is heard as %s already; take it out of one of them", f.File(), w, other))
			}
			h.whole[plain(w)] = f.Kind
		}
		if f.Kind != HeardDanger && len(f.Says)+len(f.Marks) > 0 {
			wrong = append(wrong, fmt.Errorf("%s: says: only danger is heard inside a text; use whole", f.File()))
		}
		for _, list := range []struct {
			patterns []string
			matcher  *words.Matcher
		}{{f.Says, h.says}, {f.Marks, h.marks}, {f.Unless, h.unless}} {
			for _, p := range list.patterns {
				full, err := families.spell(p)
				if err == nil {
					err = list.matcher.Add(full, i, known, h.cutter.Known)
				}
				if err != nil {
					wrong = append(wrong, fmt.Errorf("%s: %w; mend the pattern", f.File(), err))
				}
			}
		}
	}
	return h, wrong
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
	// A bare word counts also when it answers or quotes a message.
	if kind, ok := h.whole[plain(said.Own)]; ok && said.Own != "" {
		return Sound{Heard: kind}
	}
	if said.Passed == "" {
		kind, danger := h.danger(said.Own)
		switch {
		case !danger:
			return Sound{Heard: HeardText}
		case len([]rune(said.Own)) > longPlea:
			return Sound{Heard: HeardText, Danger: kind, Inside: true}
		}
		return Sound{Heard: HeardDanger, Danger: kind}
	}
	if kind, danger := h.danger(said.Own); danger && len([]rune(said.Own)) <= longPlea {
		return Sound{Heard: HeardDanger, Danger: kind}
	}
	kind, danger := h.danger(said.Passed)
	return Sound{Heard: HeardText, Danger: kind, Inside: danger}
}

// danger reports whether a text holds words of danger that nothing in the same
// sentence takes back, and of which kind.
func (h *Hearing) danger(text string) (DangerKind, bool) {
	const most = 5000
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "")
	}
	all := h.cutter.Words(h.cutter.Cut(text))
	said := h.says.Find(all)
	if len(said) == 0 {
		return "", false
	}
	taken := h.unless.Find(all)
	said = slices.DeleteFunc(said, func(m words.Match) bool {
		return slices.ContainsFunc(taken, func(u words.Match) bool { return words.SameSentence(all, u.From, m.From) })
	})
	if len(said) == 0 {
		return "", false
	}
	kinds := map[DangerKind]bool{}
	for _, m := range append(said, h.marks.Find(all)...) {
		kinds[h.kinds[m.Owner]] = true
	}
	for _, kind := range DangerKinds {
		if kinds[kind] {
			return kind, true
		}
	}
	return "", true
}
