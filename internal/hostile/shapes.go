// Package hostile holds texts that are made to keep a reader busy, and the test
// that a reader takes them in little time. It is imported by tests only.
package hostile

import (
	"strings"
	"unicode/utf8"
)

// Shape is a text of any length: Unit again and again between Head and Tail.
type Shape struct{ Name, Head, Unit, Tail string }

// Text is the shape in at most size bytes, whole characters where its own are
// whole.
func (s Shape) Text(size int) string {
	room := max(size-len(s.Head)-len(s.Tail), 0)
	body := strings.Repeat(s.Unit, room/len(s.Unit)+1)[:room]
	for utf8.ValidString(s.Unit) && !utf8.ValidString(body) {
		body = body[:len(body)-1]
	}
	return s.Head + body + s.Tail
}

// Shapes are the texts, by what they strain.
var Shapes = []Shape{
	// Letters that may spell a word, and words that may be cut into others.
	{Name: "spelled letters of no word", Unit: "x q "},
	{Name: "spelled letters of a word", Unit: "l o w o n g a n "},
	{Name: "spelled letters of the beginning of a word", Unit: "k e b e r a n g k a t a "},
	{Name: "letters and dashes", Unit: "k-a-m-b-o-"},
	{Name: "letters and points", Unit: "x.q."},
	{Name: "dashes", Head: "a", Unit: "-"},
	{Name: "one glued word of known parts", Unit: "lokerkamboja"},
	{Name: "one glued word of parts and a wrong end", Unit: "gajigaji", Tail: "x"},
	{Name: "many glued words with a wrong end", Unit: "kerjakerjakerjakerjakerjakerjakerjakerjakerjax "},
	{Name: "one word of one letter", Unit: "a"},
	{Name: "one unknown word", Unit: "xqzwvkjh"},
	{Name: "letter and digit by turns", Unit: "a1"},
	{Name: "digit and letter by turns", Unit: "1a"},
	{Name: "known words and numbers in one run", Unit: "gaji10juta"},
	{Name: "digits for letters", Unit: "k4mb0j4 "},
	{Name: "a number and its unit in one run", Unit: "14jt"},
	{Name: "a unit that is a currency as well", Unit: "1u"},
	{Name: "apostrophes", Unit: "a'"},
	{Name: "words without vowels", Unit: "pnglmn "},
	{Name: "misspelt danger", Unit: "disekpa diskap "},

	// Characters that are folded, and that vanish.
	{Name: "combining marks on one letter", Head: "e", Unit: "\u0301"},
	{Name: "combining marks in two orders", Unit: "a\u0323\u0301\u0323\u0301"},
	{Name: "zero-width characters", Unit: "\u200b"},
	{Name: "zero-width characters in words", Unit: "k\u200ba\u200bm\u200bb\u200bo\u200bj\u200ba "},
	{Name: "one character that folds to eighteen", Unit: "\ufdfa"},
	{Name: "one character that folds to six", Unit: "\u3316"},
	{Name: "look-alike letters", Unit: "Kаmbоjа "},
	{Name: "bold letters", Unit: "𝗹𝗼𝗸𝗲𝗿"},
	{Name: "flags", Unit: "🇰🇭"},
	{Name: "letters of flags, an odd number", Head: "🇰", Unit: "🇭🇲"},
	{Name: "emoji of families", Unit: "👨\u200d👩\u200d👧\u200d👦"},
	{Name: "Korean syllables", Unit: "각"},
	{Name: "broken bytes", Unit: "\xff"},
	{Name: "noughts of a string", Unit: "\x00"},

	// Blanks, marks and brackets.
	{Name: "blanks", Head: "gaji", Unit: " ", Tail: "5 juta"},
	{Name: "line ends", Unit: "\n"},
	{Name: "full stops", Unit: ". "},
	{Name: "commas", Unit: "a,"},
	{Name: "tags", Unit: "<"},
	{Name: "open tags", Unit: "<b>"},
	{Name: "ampersands", Unit: "&"},
	{Name: "open brackets", Unit: "("},
	{Name: "brackets of all kinds", Unit: "[({"},
	{Name: "quotation marks", Unit: "\"“'"},
	{Name: "lines of a form", Unit: "nama: x\n"},
	{Name: "a form in one line", Unit: "nama : paspor "},
	{Name: "names behind titles", Unit: "Pak Budi "},
	{Name: "one long name behind a title", Head: "Pak ", Unit: "Budi "},
	{Name: "titles in capitals", Unit: "Pak Hub Bu "},

	// Links and addresses.
	{Name: "a link of many labels", Head: "https://", Unit: "a-", Tail: ".com/"},
	{Name: "a link of many points", Head: "https://", Unit: "a.", Tail: "com/"},
	{Name: "beginnings of links", Unit: "http://"},
	{Name: "beginnings of links and blanks", Unit: "https://x "},
	{Name: "names of sites", Unit: "a.com "},
	{Name: "names of sites without a gap", Unit: "a.com,"},
	{Name: "names of companies that are imitated", Unit: "pertamina-karir.com "},
	{Name: "links to chats", Unit: "wa.me/6281234567890 "},
	{Name: "a chat link with a long number", Head: "https://wa.me/", Unit: "62"},
	{Name: "a link with a long question", Head: "https://a.com/?", Unit: "a=1&"},
	{Name: "percent signs of a link", Head: "https://a.com/", Unit: "%2"},
	{Name: "slashes", Unit: "/"},
	{Name: "at signs", Unit: "@"},
	{Name: "an address of many at signs", Unit: "a@"},
	{Name: "an address of many points", Head: "a@", Unit: "b."},
	{Name: "addresses", Unit: "a@b.co "},
	{Name: "what stands before an address", Unit: "a.b%c+"},

	// Numbers and money.
	{Name: "digits", Unit: "1"},
	{Name: "the beginning of a phone number", Unit: "08"},
	{Name: "phone numbers", Unit: "0812-3456-7890 "},
	{Name: "the code of a country", Unit: "+62 "},
	{Name: "single digits", Unit: "1 "},
	{Name: "digits and points", Unit: "1."},
	{Name: "thousands", Unit: "1.000."},
	{Name: "identity numbers", Unit: "3201011501"},
	{Name: "dates", Unit: "12/12/2024 "},
	{Name: "currencies", Unit: "rp"},
	{Name: "currencies and blanks", Unit: "rp usd $ "},
	{Name: "sums", Unit: "rp 5 juta "},
	{Name: "ranges", Unit: "gaji 5 sampai "},
	{Name: "spoken numbers", Unit: "dua puluh "},
	{Name: "periods", Unit: "5 juta / per a "},

	// Known words with no full stop, and with many.
	{Name: "pay", Unit: "gaji "},
	{Name: "negators", Unit: "tidak "},
	{Name: "di", Unit: "di "},
	{Name: "one country", Unit: "kamboja "},
	{Name: "many countries", Unit: "thailand kamboja myanmar bavet "},
	{Name: "countries that are denied", Unit: "bukan kamboja di "},
	{Name: "companies", Unit: "pt pertamina bank bca "},
	{Name: "danger", Unit: "saya disekap "},
	{Name: "danger that is taken back", Unit: "saya disekap berita film "},
	{Name: "beginnings of patterns with wide gaps", Unit: "adik paspor bos "},
	{Name: "relatives", Unit: "adik saya paspor ditahan bos tidak bisa pulang "},
	{Name: "all signs of an advertisement", Unit: "loker admin kamboja gaji tiket visa turis paspor dipegang tanpa biaya deposit "},
	{Name: "news", Unit: "polisi menangkap sindikat penipuan loker kamboja. "},
	{Name: "news without a full stop", Unit: "polisi menangkap sindikat penipuan loker kamboja "},
	{Name: "slang", Unit: "gausah gak sy "},
}
