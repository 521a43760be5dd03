package offer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"cekloker/internal/words"
)

// MaxText is how many bytes of a text are read. Telegram's longest message is
// 4,096 characters; a burst of several may be longer.
const MaxText = 24_000

// Read finds the facts of a text. It never fails; a text without an offer gives no
// facts.
func (r *Rules) Read(text string) Reading {
	cutOff := false
	if len(text) > MaxText {
		text, cutOff = text[:MaxText], true
		for len(text) > 0 && !utf8.RuneStart(text[len(text)-1]) {
			text = text[:len(text)-1]
		}
		text = strings.ToValidUTF8(text, " ")
	}
	reading := r.newReader(text).read()
	reading.Truncated = reading.Truncated || cutOff
	return reading
}

// newReader cuts a text into words.
func (r *Rules) newReader(text string) *reader {
	d := &reader{rules: r, line: r.tokenizer.Tokenize(text), facts: Facts{}, signs: map[PhraseID]bool{}, cues: map[Context]int{}}
	d.words = r.tokenizer.Words(d.line)
	return d
}

func (d *reader) read() Reading {
	is := d.find()
	if is == KindNews {
		if behind, ok := d.behindNews(); ok {
			return behind
		}
	}
	return d.reading(is)
}

// find finds all facts and signs and says what the text is.
func (d *reader) find() TextKind {
	if d.english() {
		d.signs["english"] = true
	}
	d.phrases()
	d.sums()
	d.places()
	d.leaves()
	d.contacts()
	if d.line.Disguised {
		d.signs["disguised"] = true
	}
	d.company()
	return d.kind()
}

// reading is what was found, with quotes.
func (d *reader) reading(is TextKind) Reading {
	if len(d.signs) > 0 {
		d.facts[FactPhrases] = joined(d.signs)
	}
	like, offered := d.rules.readsLike(d.line.Original, is, d.facts)
	return Reading{Kind: is, Facts: d.facts, Prediction: like, Offered: offered, Quotes: d.masked(), Truncated: d.cut}
}

// company derives the fact Company from a well-known name if the text says nothing else
// about the company.
func (d *reader) company() {
	switch {
	case d.signs["big_name"]:
		d.facts[FactCompany] = "big_name"
	case d.signs["big_office"] && d.facts[FactCompany] == "":
		d.facts[FactCompany] = "government"
	}
}

// english reports whether a text is written in English alone: an advertisement
// for work where English is spoken is then one for people who live there.
func (d *reader) english() bool {
	n := 0
	for _, w := range d.words {
		if d.rules.content.Words.Malay[w.Text] {
			return false
		}
		if d.rules.content.Words.English[w.Text] {
			n++
		}
	}
	return n >= 5
}

// personal reports whether the writer describes an offer of their own.
func (d *reader) personal() bool {
	return anyOf(d.words, d.rules.content.Words.Own)
}

// anyOf reports whether one of the words is in a set.
func anyOf(all []words.Token, set words.Set) bool {
	return slices.ContainsFunc(all, func(w words.Token) bool { return set[w.Text] })
}

// harmless are signs that talk about a holiday may hold.
var harmless = []PhraseID{"abroad", "tourist_visa", "no_visa", "leaves_country", "several_countries", "local_number", "foreign_number", "other_link", "social_link", "english", "all_paid", "board_paid", "hotel_job", "chat_link", "easy_interview", "no_fee", "friend_promises", "disguised"}

// telling reports whether a text has a sign that only offers have.
func (d *reader) telling() bool {
	for id := range d.signs {
		if !strings.HasPrefix(string(id), "is_") && !slices.Contains(harmless, id) {
			return true
		}
	}
	return false
}

// joined writes signs as the value of a fact. Values are bounded: when there
// are more than fit, the ones that say what kind of text it is are left out.
func joined(signs map[PhraseID]bool) string {
	all := make([]string, 0, len(signs))
	for id := range signs {
		all = append(all, string(id))
	}
	slices.Sort(all)
	const most = 280 // what the text reads like is one more
	for len(strings.Join(all, " ")) > most {
		if i := slices.IndexFunc(all, func(s string) bool { return strings.HasPrefix(s, "is_") }); i >= 0 {
			all = slices.Delete(all, i, i+1)
			continue
		}
		all = all[:len(all)-1]
	}
	return strings.Join(all, " ")
}

// kind returns what a text is. An offer has words of work and details about it; a
// warning about scams has words of news and no contact.
func (d *reader) kind() TextKind {
	job, news, told, reply, question := d.cues["job"], d.cues["news"], d.cues["told"], d.cues["reply"], d.cues["question"]
	known := 0
	for f := range d.facts {
		if f != FactContact {
			known++
		}
	}
	switch {
	case news >= 2 && news > reply && d.cues["invite"] == 0 && (told == 0 || !d.personal()):
		return KindNews // news invites nobody to write to it
	case d.cues["there"] > 0 && told == 0 && d.cues["invite"] == 0 && d.facts[FactContact] == "":
		return KindAlreadyThere
	case d.cues["past"] > 0 && told == 0 && d.cues["invite"]+reply == 0 && d.facts[FactContact] == "" && known <= 3:
		return KindOther
	case d.cues["leisure"] > 0 && job+told == 0 && !d.telling(), d.cues["sale"] > 0 && job+told == 0 && !d.signs["private_payee"]:
		d.facts, d.signs, d.quotes = Facts{}, nil, nil
		return KindOther
	case job+told > 0 && known >= 2, job+told > 0 && known >= 1 && (reply > 0 || d.facts[FactContact] != ""), job >= 2 && reply > 0, told > 0 && known >= 1:
		return KindOffer
	case job+told > 0 && len(d.words) >= 3 && question == 0 && (reply > 0 || known > 0 || d.cues["opener"] > 0):
		return KindOpener
	case d.cues["opener"] > 0:
		return KindOpener
	case known >= 3:
		return KindOffer
	case question > 0:
		return KindQuestion
	case known > 0:
		return KindAnswer
	}
	return KindOther
}
