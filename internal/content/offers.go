package content

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"cekloker/internal/offer"
)

// Offer is a whole offer written for the project: flows/offers/*.txt, a header
// of "key value" lines, a blank line, the text.
type Offer struct {
	Name    string
	Expect  [2]offer.Level // from, to
	Signals []offer.SignalID
	Never   []offer.SignalID // must not be seen
	Lang    string
	Trouble offer.Trouble
	Sample  string // name of the built-in sample it serves as, "" for none
	Text    string
}

func (l *loader) offers() {
	l.samples = map[string]string{}
	for _, name := range l.files("offers", ".txt") {
		data, err := fs.ReadFile(l.flows, "offers/"+name+".txt")
		if err != nil {
			l.bad("flows/offers/"+name+".txt", "", "the file cannot be read", "put it back")
			continue
		}
		o := l.readOffer("flows/offers/"+name+".txt", string(data))
		o.Name = name
		if o.Sample != "" {
			l.samples[o.Sample] = o.Text
		}
		l.out.Offers = append(l.out.Offers, o)
	}
}

func (l *loader) readOffer(file, data string) Offer {
	var o Offer
	header, text, ok := strings.Cut(data, "\n\n")
	o.Text = strings.TrimSpace(text)
	if !ok || o.Text == "" {
		l.bad(file, "", "no blank line between header and text", "write the header, a blank line, then the offer")
	}
	seen := map[string]bool{}
	for _, line := range strings.Split(header, "\n") {
		key, value, _ := strings.Cut(line, " ")
		value = strings.TrimSpace(value)
		seen[key] = true
		switch key {
		case "expect":
			from, to, ok := strings.Cut(value, "-")
			if !ok {
				to = from
			}
			a, err1 := strconv.Atoi(from)
			b, err2 := strconv.Atoi(to)
			if err1 != nil || err2 != nil || a < 0 || b > 3 || a > b {
				l.bad(file, line, fmt.Sprintf("expect %q is no range of levels", value), "write one level or two, such as 2-3")
			}
			o.Expect = [2]offer.Level{offer.Level(a), offer.Level(b)}
		case "signals", "never":
			for _, id := range strings.Fields(value) {
				if !slices.ContainsFunc(l.out.Rules.Signals(), func(s offer.Signal) bool { return string(s.ID) == id }) {
					l.bad(file, line, fmt.Sprintf("signal %q does not exist", id), "mend the name")
				}
				if key == "signals" {
					o.Signals = append(o.Signals, offer.SignalID(id))
				} else {
					o.Never = append(o.Never, offer.SignalID(id))
				}
			}
		case "lang":
			o.Lang = value
		case "trouble":
			o.Trouble = offer.Trouble(value)
		case "sample":
			o.Sample = value
		default:
			l.bad(file, line, fmt.Sprintf("unknown header %q", key), "use expect, signals, never, lang, trouble or sample")
		}
	}
	for _, key := range [...]string{"expect", "lang", "trouble"} {
		if !seen[key] {
			l.bad(file, "", "the header has no "+key, "add it")
		}
	}
	return o
}

// examples runs the proof that stands beside the content.
func (l *loader) examples() {
	for _, s := range l.out.Rules.Signals() {
		file := "flows/signals/" + string(s.ID) + ".yaml"
		for _, text := range s.Fires {
			if !found(l.judge(text), s.ID) {
				l.bad(file, start(text), fmt.Sprintf("%q does not fire", start(text)), "mend the example, the phrases or the condition")
			}
		}
		for _, text := range s.Quiet {
			if found(l.judge(text), s.ID) {
				l.bad(file, start(text), fmt.Sprintf("%q fires and should be quiet", start(text)), "mend the example, the phrases or the condition")
			}
		}
	}
	for _, o := range l.out.Offers {
		l.proveOffer(o)
	}
	l.utterances()
}

func (l *loader) judge(text string) offer.Verdict {
	reading := l.out.Rules.Read(text)
	return l.out.Rules.Judge(reading.Facts)
}

func found(v offer.Verdict, id offer.SignalID) bool {
	return slices.ContainsFunc(v.Findings, func(f offer.Finding) bool { return f.Signal == id })
}

// start is enough of a text to find its line.
func start(text string) string {
	runes := []rune(text)
	return string(runes[:min(len(runes), 40)])
}

func (l *loader) proveOffer(o Offer) {
	file := "flows/offers/" + o.Name + ".txt"
	v := l.judge(o.Text)
	if v.Level < o.Expect[0] || v.Level > o.Expect[1] {
		l.bad(file, "expect", fmt.Sprintf("level %d by rule %q, expected %d to %d; findings %v", v.Level, v.Rule, o.Expect[0], o.Expect[1], ids(v)), "mend the reading or the expectation")
	}
	if v.Trouble != o.Trouble {
		l.bad(file, "trouble", fmt.Sprintf("trouble %q, expected %q", v.Trouble, o.Trouble), "mend the reading or the expectation")
	}
	for _, id := range o.Signals {
		if !found(v, id) {
			l.bad(file, "signals", fmt.Sprintf("signal %s is not found; findings %v", id, ids(v)), "mend the reading or the expectation")
		}
	}
	for _, id := range o.Never {
		if found(v, id) {
			l.bad(file, "never", fmt.Sprintf("signal %s is found", id), "mend the reading or the expectation")
		}
	}
}

func ids(v offer.Verdict) []offer.SignalID {
	var out []offer.SignalID
	for _, f := range v.Findings {
		out = append(out, f.Signal)
	}
	return out
}
