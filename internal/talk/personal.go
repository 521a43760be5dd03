package talk

import (
	"regexp"
	"strings"

	"cekloker/internal/flow"
	"cekloker/internal/offer"
)

// Personal data that nobody should send here, since it helps a thief: an identity
// number, a passport number, or a form that was filled in. They are recognised
// so that the bot can say kindly that it does not keep them.
var (
	nik      = regexp.MustCompile(`(?:^|\D)\d{6}(?:[04][1-9]|[1256]\d|[37][01])(?:0[1-9]|1[0-2])\d{6}(?:\D|$)`) // place, day (women + 40), month, year, order
	named    = regexp.MustCompile(`(?i)\b(?:nik|ktp)\b[^\n\d]{0,20}\d{16}(?:\D|$)`)                             // called one, also with a slip of the pen in it
	passport = regexp.MustCompile(`(?i)(?:paspor|passport)[^\n]{0,30}\b[A-Z]\s?\d{6,7}\b`)
	// the two lines at the foot of a passport, without spaces
	machineReadable = regexp.MustCompile(`P[<A-Z][A-Z]{3}[A-Z<]{5,}<{2,}|[A-Z0-9<]{20,}<{3,}`)
	filled          = regexp.MustCompile(`(?im)^\s*(?:\d{1,2}[.)]\s*)?(?:nama|name|nik|no\.? ?ktp|tempat|ttl|tanggal lahir|date of birth|alamat|address|home address|nomor|no\.? ?hp|nomor hp|phone|email|paspor|passport|pelapor)[^:\n]{0,40}:[ \t]*(\S.*)$`)
)

// formLines is how many filled lines make a text a form about a person.
const formLines = 3

// personal reports whether a text holds personal data of somebody.
func personal(text string) bool {
	const most = 5000
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "")
	}
	return nik.MatchString(text) || named.MatchString(text) || passport.MatchString(text) || len(filled.FindAllString(text, formLines)) == formLines
}

// aboutSomebody reports whether the open flow is about a person in trouble: photos
// are not read there.
func (t *turn) aboutSomebody() bool {
	f := t.book.Flow(t.now.Flow())
	return f != nil && f.Short
}

// tellsPerson refuses personal data that nobody needs, and shows the step again.
func (t *turn) tellsPerson(text string) bool {
	f, _, _ := t.present()
	if !personal(text) || !t.aboutPerson(f, text) {
		return false
	}
	if t.asks() || f.Short {
		t.note("privacy.personal")
		t.show()
		return true
	}
	t.shortAnswer("reaction.personal", t.offerButton())
	return true
}

// aboutPerson reports whether personal data came as such and not inside an
// advertisement.
func (t *turn) aboutPerson(f *flow.Flow, text string) bool {
	return f.Short || t.read().Kind != offer.KindOffer
}
