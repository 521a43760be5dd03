package talk

import (
	"regexp"
	"strings"
)

// Personal data that nobody should send here, since it helps a thief: an identity
// number, a passport number, or a form that was filled in. They are recognised
// so that the bot can say kindly that it does not keep them.
var (
	nik      = regexp.MustCompile(`(?:^|\D)\d{6}(?:[04][1-9]|[1256]\d|[37][01])(?:0[1-9]|1[0-2])\d{6}(?:\D|$)`) // place, day (women + 40), month, year, order
	passport = regexp.MustCompile(`(?i)(?:paspor|passport)[^\n]{0,30}\b[A-Z]\s?\d{6,7}\b`)
	filled   = regexp.MustCompile(`(?im)^\s*(?:\d{1,2}[.)]\s*)?(?:nama|name|nik|no\.? ?ktp|tempat|ttl|tanggal lahir|date of birth|alamat|address|home address|nomor|no\.? ?hp|nomor hp|phone|email|paspor|passport|pelapor)[^:\n]{0,40}:[ \t]*(\S.*)$`)
)

// formLines is how many filled lines make a text a form about a person.
const formLines = 3

// personal reports whether a text holds personal data of somebody.
func personal(text string) bool {
	const most = 5000
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "")
	}
	return nik.MatchString(text) || passport.MatchString(text) || len(filled.FindAllString(text, formLines)) == formLines
}

// aboutSomebody reports whether the open flow is about a person in trouble: photos
// are not read there.
func (t *turn) aboutSomebody() bool {
	f := t.book.Flow(t.now.Flow())
	return f != nil && f.Short
}
