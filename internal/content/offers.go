package content

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"cekloker/internal/offer"
)

// Offer is a whole offer written for the project: flows/proof/offers/*.txt, a header
// of "key value" lines, a blank line, the text.
type Offer struct {
	Name    string
	Kind    OfferKind
	Expect  [2]offer.Level // from, to: what a careful expert wants, not what the reader says today
	Signals []offer.SignalID
	Never   []offer.SignalID // must not be seen
	Lang    string
	Trouble []offer.Trouble // each of them is right
	From    []string        // sources of the documented case or rule that it rests on
	Miss    string          // why it is not judged right today, "" when it is; a listed miss must fail
	Sample  string          // name of the built-in sample it serves as, "" for none
	Round   int             // its place in the practice round of its language, from 1; 0: not in it
	Text    string
}

// OfferKind says what an offer of the corpus really is.
type OfferKind string

const (
	Danger OfferKind = "danger" // leads to a scam compound, gambling work or illegal placement
	Fraud  OfferKind = "fraud"  // money or data taken in a name, task scams, jobs that do not exist
	Honest OfferKind = "honest" // an ordinary vacancy at home or by wire
	Lawful OfferKind = "lawful" // an honest offer abroad: licensed company, government programme, ship
	Opener OfferKind = "opener" // too little is said to know
	Notice OfferKind = "notice" // no offer at all: news, a warning, a question; must be heard as such
)

// offerKinds are all kinds, for messages.
var offerKinds = [...]OfferKind{Danger, Fraud, Honest, Lawful, Opener, Notice}

func (l *loader) offers() {
	l.samples = map[string]string{}
	texts := map[string]string{}
	for _, name := range l.files("proof/offers", ".txt") {
		file := "flows/proof/offers/" + name + ".txt"
		data, err := fs.ReadFile(l.flows, "proof/offers/"+name+".txt")
		if err != nil {
			l.bad(file, "", "the file cannot be read", "put it back")
			continue
		}
		o := l.readOffer(file, string(data))
		o.Name = name
		if same, ok := texts[o.Text]; ok {
			l.bad(file, "", "has the text of "+same, "keep one of them")
		}
		texts[o.Text] = file
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
		if value == "" || seen[key] {
			l.bad(file, line, fmt.Sprintf("header %q is empty or stands twice", key), "fill it or take it out")
		}
		seen[key] = true
		l.offerHeader(file, line, key, value, &o)
	}
	for _, key := range [...]string{"kind", "expect", "lang", "trouble", "from"} {
		if !seen[key] {
			l.bad(file, "", "the header has no "+key, "add it")
		}
	}
	return o
}

// offerHeader reads one line of a header.
func (l *loader) offerHeader(file, line, key, value string, o *Offer) {
	switch key {
	case "kind":
		o.Kind = OfferKind(value)
		if !slices.Contains(offerKinds[:], o.Kind) {
			l.bad(file, line, fmt.Sprintf("kind %q does not exist", value), fmt.Sprintf("use one of %v", offerKinds))
		}
	case "expect":
		o.Expect = l.levels(file, line, value)
	case "signals":
		o.Signals = l.signalIDs(file, line, value)
	case "never":
		o.Never = l.signalIDs(file, line, value)
	case "lang":
		o.Lang = value
		if !slices.Contains([]string{"id", "en", "ms"}, value) {
			l.bad(file, line, fmt.Sprintf("lang %q does not exist", value), "use id, en or ms")
		}
	case "trouble":
		for _, t := range strings.Fields(value) {
			o.Trouble = append(o.Trouble, offer.Trouble(t))
		}
	case "from":
		o.From = strings.Fields(value)
		l.cited(file, line, o.From...)
	case "miss":
		o.Miss = value
	case "sample":
		o.Sample = value
	case "practice":
		o.Round, _ = strconv.Atoi(value)
		if o.Round < 1 || o.Round > RoundSize {
			l.bad(file, line, fmt.Sprintf("practice %q is no place in the round", value), fmt.Sprintf("write a number from 1 to %d", RoundSize))
		}
	default:
		l.bad(file, line, fmt.Sprintf("unknown header %q", key), "use kind, expect, signals, never, lang, trouble, from, miss, sample or practice")
	}
}

// levels reads "2" or "2-3".
func (l *loader) levels(file, line, value string) [2]offer.Level {
	from, to, ok := strings.Cut(value, "-")
	if !ok {
		to = from
	}
	a, err1 := strconv.Atoi(from)
	b, err2 := strconv.Atoi(to)
	if err1 != nil || err2 != nil || a < 0 || b > 3 || a > b {
		l.bad(file, line, fmt.Sprintf("expect %q is no range of levels", value), "write one level or two, such as 2-3")
	}
	return [2]offer.Level{offer.Level(a), offer.Level(b)}
}

func (l *loader) signalIDs(file, line, value string) []offer.SignalID {
	var out []offer.SignalID
	for _, id := range strings.Fields(value) {
		if !slices.ContainsFunc(l.out.Rules.Signals(), func(s offer.Signal) bool { return string(s.ID) == id }) {
			l.bad(file, line, fmt.Sprintf("signal %q does not exist", id), "mend the name")
		}
		out = append(out, offer.SignalID(id))
	}
	return out
}
