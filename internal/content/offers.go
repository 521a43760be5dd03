package content

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"cekloker/internal/closed"
	"cekloker/internal/offer"
)

// Offer is a whole offer written for the project: flows/proof/offers/*.txt, a header
// of "key value" lines, a blank line, the text.
type Offer struct {
	Name    string
	Kind    OfferKind
	Expect  [2]offer.Level // lowest and highest level that an expert would give, whatever the rules give
	Signals []offer.SignalID
	Never   []offer.SignalID // must not be seen
	Lang    string
	Trouble []offer.Trouble // each of them is right
	From    []string        // sources of the documented case or rule that it rests on
	Miss    string          // why the rules judge it wrongly, "" when they do not; with a reason here the test expects the wrong verdict
	Sample  string          // name of the built-in sample it serves as, "" for none
	Round   int             // its place in the practice round of its language, from 1; 0: not in it
	Code    string          // by which the person who gave it withdraws it, "" for one written for the project
	Text    string

	lines map[string]int // where the keys of the header are
}

func (o *Offer) file() string { return "flows/proof/offers/" + o.Name + ".txt" }

// at is the place of a key of the header.
func (o *Offer) at(key string) place { return place{max(o.lines[key], 1), 1} }

// OfferKind says what an offer of the corpus really is.
type OfferKind string

const (
	OfferDanger  OfferKind = "danger"
	OfferFraud   OfferKind = "fraud"
	OfferHonest  OfferKind = "honest"
	OfferLawful  OfferKind = "lawful"
	OfferOpener  OfferKind = "opener"
	OfferNoOffer OfferKind = "notice"
)

// OfferKinds are the kinds of offers of the corpus.
var OfferKinds = closed.Set[OfferKind]{
	{Word: OfferDanger, Means: "leads to a scam compound, gambling work or illegal placement"},
	{Word: OfferFraud, Means: "money or data taken in a name, task scams, jobs that do not exist"},
	{Word: OfferHonest, Means: "an ordinary vacancy at home or by wire"},
	{Word: OfferLawful, Means: "an honest offer abroad: licensed company, government programme, ship"},
	{Word: OfferOpener, Means: "too little is said to know"},
	{Word: OfferNoOffer, Means: "no offer at all: news, a warning, a question; must be heard as such"},
}

// malay is a language of offers in which the bot is not written.
const malay = "ms"

// headerKeys are the keys of the header of an offer.
var headerKeys = []string{"kind", "expect", "signals", "never", "lang", "trouble", "from", "miss", "sample", "practice", "code"}

func (l *loader) offers() {
	l.samples = map[string]string{}
	l.cited("flows/proof/offers", place{1, 1}, sourceGiven) // bot corpus add writes it
	texts := map[string]string{}
	for _, name := range l.files("proof/offers", ".txt") {
		file := "flows/proof/offers/" + name + ".txt"
		data, err := fs.ReadFile(l.flows, "proof/offers/"+name+".txt")
		if err != nil {
			l.bad(file, "", "the file cannot be read", "put it back")
			continue
		}
		o := l.readOffer(name, string(data))
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

func (l *loader) readOffer(name, data string) Offer {
	o := Offer{Name: name, lines: map[string]int{}}
	header, text, ok := strings.Cut(data, "\n\n")
	o.Text = strings.TrimSpace(text)
	if !ok || o.Text == "" {
		l.bad(o.file(), "", "no blank line between header and text", "write the header, a blank line, then the offer")
	}
	for i, line := range strings.Split(header, "\n") {
		key, value, _ := strings.Cut(line, " ")
		h := headerLine{l, &o, place{i + 1, 1}, place{i + 1, len(key) + 2}}
		if value = strings.TrimSpace(value); value == "" || o.lines[key] != 0 {
			l.badAt(o.file(), h.key, fmt.Sprintf("header %q is empty or stands twice", key), "fill it or take it out")
		}
		o.lines[key] = i + 1
		h.read(key, value)
	}
	for _, key := range [...]string{"kind", "expect", "lang", "trouble", "from"} {
		if o.lines[key] == 0 {
			l.bad(o.file(), "", "the header has no "+key, "add it")
		}
	}
	return o
}

// headerLine is one line of the header of an offer.
type headerLine struct {
	*loader
	offer      *Offer
	key, value place
}

// refuse refuses a word that is not known.
func (h headerLine) refuse(key, word string, known []string) {
	h.badAt(h.offer.file(), h.value, fmt.Sprintf("%s %q does not exist", key, word), closed.Instead(word, known))
}

// read reads the line.
func (h headerLine) read(key, value string) {
	o := h.offer
	switch key {
	case "kind":
		if o.Kind = OfferKind(value); !OfferKinds.Has(o.Kind) {
			h.refuse(key, value, OfferKinds.Written())
		}
	case "expect":
		o.Expect = h.levels(value)
	case "signals":
		o.Signals = h.signals(value)
	case "never":
		o.Never = h.signals(value)
	case "lang":
		known := []string{malay}
		for _, one := range h.declared {
			known = append(known, string(one.Code))
		}
		if o.Lang = value; !slices.Contains(known, value) {
			h.refuse(key, value, known)
		}
	case "trouble":
		for _, t := range strings.Fields(value) {
			if !offer.Troubles.Has(offer.Trouble(t)) {
				h.refuse(key, t, offer.Troubles.Written())
			}
			o.Trouble = append(o.Trouble, offer.Trouble(t))
		}
	case "from":
		o.From = strings.Fields(value)
		h.cited(o.file(), h.value, o.From...)
	case "miss":
		o.Miss = value
	case "sample":
		o.Sample = value
	case "code":
		o.Code = value
	case "practice":
		o.Round, _ = strconv.Atoi(value)
		if o.Round < 1 || o.Round > RoundSize {
			h.badAt(o.file(), h.value, fmt.Sprintf("practice %q is no place in the round", value), fmt.Sprintf("write a number from 1 to %d", RoundSize))
		}
	default:
		h.badAt(o.file(), h.key, fmt.Sprintf("unknown header %q", key), closed.Instead(key, headerKeys))
	}
}

// levels reads "2" or "2-3".
func (h headerLine) levels(value string) [2]offer.Level {
	from, to, ok := strings.Cut(value, "-")
	if !ok {
		to = from
	}
	a, err1 := strconv.Atoi(from)
	b, err2 := strconv.Atoi(to)
	if err1 != nil || err2 != nil || a < 0 || b > 3 || a > b {
		h.badAt(h.offer.file(), h.value, fmt.Sprintf("expect %q is no range of levels", value), "write one level or two, such as 2-3")
	}
	return [2]offer.Level{offer.Level(a), offer.Level(b)}
}

// signal reports whether there is a signal.
func (l *loader) signal(id offer.SignalID) bool {
	return slices.ContainsFunc(l.out.Rules.Signals(), func(s offer.Signal) bool { return s.ID == id })
}

// signals reads ids of signals.
func (h headerLine) signals(value string) []offer.SignalID {
	var out []offer.SignalID
	for _, id := range strings.Fields(value) {
		if !h.signal(offer.SignalID(id)) {
			h.refuse("signal", id, h.signalIDs())
		}
		out = append(out, offer.SignalID(id))
	}
	return out
}
