package content

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"cekloker/internal/hear"
	"cekloker/internal/offer"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// GivenOffer is an offer that a person gave to the operator, as a file of the corpus that
// somebody still has to read.
type GivenOffer struct {
	Code  string      // by which the person withdraws it
	Path  string      // in the folder of the content
	Text  string      // the file
	Level offer.Level // what the rules give it
}

// sourceGiven is the source of offers that people gave.
const sourceGiven = "given_back"

// signalUnderage is seen in offers for people under 18.
const signalUnderage offer.SignalID = "underage"

// expected is the level that an offer of a kind has, and the troubles that are right.
var expected = map[OfferKind][2]string{
	OfferDanger: {"2-3", "forced_labour"}, OfferFraud: {"2-3", ""}, OfferHonest: {"0-1", "none incomplete"},
	OfferLawful: {"0-1", "none incomplete"}, OfferOpener: {"1", "incomplete"}, OfferNoOffer: {"0-3", "forced_labour incomplete none"},
}

var (
	codeLine = regexp.MustCompile(`(?m)^\s*\p{L}+:\s*([a-z2-7]{4}-[a-z2-7]{4})\s*$`)
	// sender is how a line of a chat that was copied out begins: a time and a name.
	sender = regexp.MustCompile(`(?m)^\W{0,2}\d{1,2}[./:\-]\d{2}[^\n\p{L}]{0,20}(?:[AaPp][Mm][^\n\p{L}]{0,4})?\p{Lu}[\p{L}' ]{1,40}:`)
)

// Given makes a file of the corpus of a text that was received. It refuses what must not be
// kept; the reasons repeat nothing of the text.
func (c *Content) Given(received string, kind OfferKind, lang session.Lang) (GivenOffer, []string) {
	code, text := givenParts(received)
	if text == "" {
		return GivenOffer{}, []string{"it holds no offer, only the facts that the bot read; nothing can be judged"}
	}
	if refused := c.refusesGiven(text); len(refused) > 0 {
		return GivenOffer{}, refused
	}
	v := c.Book.JudgeText(talk.Text{Typed: text}).Verdict
	trouble := expected[kind][1]
	if kind == OfferFraud {
		trouble = string(offer.TroubleNameFraud)
		if v.Level >= offer.LevelSomeSigns {
			trouble = string(v.Trouble)
		}
	}
	header := fmt.Sprintf("kind %s\nexpect %s\nlang %s\ntrouble %s\nfrom %s\ncode %s\n", kind, expected[kind][0], lang, trouble, sourceGiven, code)
	return GivenOffer{Code: code, Path: "flows/proof/offers/given_" + strings.ReplaceAll(code, "-", "") + ".txt", Text: header + "\n" + text + "\n", Level: v.Level}, nil
}

// givenParts takes the text of the bot off a text that was received, and finds its code. A
// text without one gets the code of its words.
func givenParts(received string) (code, text string) {
	received = strings.ReplaceAll(received, "\r\n", "\n")
	at := codeLine.FindStringSubmatchIndex(received)
	if at == nil {
		text = strings.TrimSpace(received)
		sum := sha256.Sum256([]byte(text))
		code = strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))
		return code[:4] + "-" + code[4:8], text
	}
	code = received[at[2]:at[3]]
	lines := strings.Split(strings.TrimPrefix(received[at[1]:], "\n"), "\n")
	if len(lines) > 0 && strings.HasSuffix(strings.TrimSpace(lines[0]), ":") {
		lines = lines[1:]
	}
	for len(lines) > 0 && strings.HasPrefix(lines[0], "- ") {
		lines = lines[1:]
	}
	return code, strings.TrimSpace(strings.TrimSpace(received[:at[0]]) + "\n" + strings.Join(lines, "\n"))
}

// refusesGiven lists why a text must not be kept.
func (c *Content) refusesGiven(text string) (why []string) {
	for i, line := range strings.Split(text, "\n") {
		if offer.Mask(line) != line {
			why = append(why, fmt.Sprintf("line %d of the offer holds a number, an address or a name that is not masked; write […] in its place", i+1))
		}
		if sender.MatchString(line) {
			why = append(why, fmt.Sprintf("line %d of the offer names who wrote it, as chats do that are copied out; take the name out", i+1))
		}
	}
	if strings.Contains(text, "\n\n\n") || len(text) > maxGiven {
		why = append(why, fmt.Sprintf("it is longer than %d bytes or has empty lines in a row; keep what the offer says", maxGiven))
	}
	heard := c.Book.Classifier.Classify(text, "")
	verdict := c.Rules.JudgeReading(c.Rules.Read(text))
	minor := func(f offer.Finding) bool { return f.Signal == signalUnderage }
	switch {
	case heard.Child || heard.Danger == hear.DangerMinor || slices.ContainsFunc(verdict.Findings, minor):
		why = append(why, "it tells of somebody under 18; it must not be kept")
	case heard.Tier == hear.TierAsk || heard.Matter != "":
		why = append(why, "it tells of somebody in danger, or of sexual matters or violence; it must not be kept. Answer the person with the numbers of the ministries (bot corpus reply)")
	}
	return why
}

// maxGiven is how long a given offer is at most, in bytes.
const maxGiven = 4000

// WithCode returns the offer that was given with a code.
func (c *Content) WithCode(code string) (path string, ok bool) {
	for _, o := range c.Offers {
		if o.Code != "" && o.Code == code {
			return o.file(), true
		}
	}
	return "", false
}

// OfferLangs lists the languages of the corpus.
func (c *Content) OfferLangs() []string {
	out := []string{malay}
	for _, one := range c.Langs() {
		out = append(out, string(one))
	}
	return out
}
