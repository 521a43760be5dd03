package flows_test

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cekloker/flows"
	"cekloker/internal/refer"
	"cekloker/locales"

	"github.com/nyaruka/phonenumbers"
)

// digitsOnly leaves the digits of a text, so that one number is found however
// it is grouped.
func digitsOnly(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// phoneForm finds what looks like a phone number: a plus or a zero, then at least
// eight digits, grouped in any way.
var phoneForm = regexp.MustCompile(`(\+|\b0)\d[\d \-()]{6,}\d`)

// written lists the files that people read or that decide what they read, with
// their text: sentences and data, but no examples (offers, utterances, the texts
// beside signals), which hold made-up numbers.
func written(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	read := func(prefix string, files fs.FS, keep func(path string) bool) {
		err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !keep(path) {
				return err
			}
			data, err := fs.ReadFile(files, path)
			out[prefix+path] = string(data)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	read("locales/", locales.FS, func(path string) bool { return strings.HasSuffix(path, ".yaml") })
	read("flows/", flows.FS, func(path string) bool {
		for _, examples := range []string{"channels/", "offices/offices", "judge/signals/", "judge/phrases/", "proof/", "hear/rules/", "facts/sources"} {
			if strings.HasPrefix(path, examples) {
				return false
			}
		}
		return strings.HasSuffix(path, ".yaml")
	})
	return out
}

func TestNoPhoneNumberStandsOutsideTheChannels(t *testing.T) {
	t.Parallel()
	for file, text := range written(t) {
		for _, found := range phoneForm.FindAllString(text, -1) {
			if len(digitsOnly(found)) >= 9 {
				t.Errorf("%s holds %q; numbers belong to flows/channels", file, found)
			}
		}
	}
}

// Every number says in whose text it stands, and that source is named with its
// address in the same file; what is sure has two sources or one of these years.
func TestEveryNumberNamesItsSource(t *testing.T) {
	t.Parallel()
	c := load(t)
	numbers := 0
	check := func(id, number, source string, sure bool, sources []refer.Source) {
		numbers++
		named := slices.IndexFunc(sources, func(s refer.Source) bool { return s.Publisher == source })
		if named < 0 || sources[named].URL == "" {
			t.Errorf("%s: %s has the source %q, which the file does not name with an address", id, number, source)
		}
		if sure && len(sources) < 2 && sources[0].Year() < "2024" {
			t.Errorf("%s: %s is called sure by one source of %s", id, number, sources[0].Year())
		}
	}
	for _, channel := range c.Channels {
		for _, n := range channel.Numbers {
			check(string(channel.ID), n.Number, n.Source, n.Confidence == refer.ConfidenceHigh, channel.Sources)
			if channel.Kind == "embassy" && n.For == "" {
				t.Errorf("%s: nobody says which line %s is", channel.ID, n.Number)
			}
		}
		for _, code := range channel.Codes {
			check(string(channel.ID), code.Code, code.Source, code.Confidence == refer.ConfidenceHigh, channel.Sources)
		}
	}
	for _, office := range c.Offices.All() {
		for _, n := range office.Numbers {
			check(string(office.ID), n.Number, n.Source, n.Confidence == refer.ConfidenceHigh, office.Sources)
		}
	}
	t.Logf("%d numbers and codes", numbers)
}

// A number belongs to one channel, so that nobody is sent to a wrong office.
func TestNoNumberHasTwoOwners(t *testing.T) {
	t.Parallel()
	owner := map[string]refer.ChannelID{}
	for _, channel := range load(t).Channels {
		for _, n := range channel.Numbers {
			if was := owner[n.Number]; was != "" && was != channel.ID {
				t.Errorf("%s stands in %s and in %s", n.Number, was, channel.ID)
			}
			owner[n.Number] = channel.ID
		}
	}
}

// Channels and offices list numbers and addresses that circulate and are wrong
// under do_not_use. No other content may contain them.
func TestKnownWrongNumbersAreNowhere(t *testing.T) {
	t.Parallel()
	c := load(t)
	refused := map[string]refer.RefusedNumber{} // by the file and the number
	shown := map[string]string{}                // what is dialled or opened, and whose it is
	add := func(id string, wrong []refer.RefusedNumber, numbers []refer.PhoneNumber, addresses ...string) {
		for _, r := range wrong {
			refused[id+" "+r.Number] = r
		}
		for _, n := range numbers {
			shown[n.Number] = id
		}
		for _, address := range addresses {
			shown[address] = id
		}
	}
	for _, ch := range c.Channels {
		add(string(ch.ID), ch.DoNotUse, ch.Numbers, ch.Email, ch.Web)
	}
	for _, o := range c.Offices.All() {
		add(string(o.ID), o.DoNotUse, o.Numbers, o.Email, o.Web)
	}
	texts := written(t)
	numbers := map[string][]string{}
	for file, text := range texts {
		numbers[file] = numbersIn(text)
	}
	for of, r := range refused {
		for file, text := range texts {
			if holdsNumber(text, numbers[file], r.Number) {
				t.Errorf("%s holds %s: %s", file, of, r.Why)
			}
		}
		for number, id := range shown {
			if holdsNumber(number, numbersIn(number), r.Number) || number == r.Number || strings.Contains(number, "//"+r.Number) {
				t.Errorf("%s shows %s: %s", id, of, r.Why)
			}
		}
	}
	const wantRefused = 87 // none may get lost when files are edited
	if len(refused) != wantRefused {
		t.Errorf("%d refused numbers, want %d; change the number here together with do_not_use in the files", len(refused), wantRefused)
	}
}

// numbersIn lists the numbers of a text, in any grouping, without a zero before
// them.
func numbersIn(text string) []string {
	var out []string
	for _, found := range phoneForm.FindAllString(text, -1) {
		out = append(out, strings.TrimPrefix(digitsOnly(found), "0"))
	}
	return out
}

// holdsNumber finds a refused number, international or with the zero of its
// country, among the numbers of a text, and a refused address as it is.
func holdsNumber(text string, numbers []string, refused string) bool {
	digits := digitsOnly(refused)
	if len(digits) < 8 {
		return strings.Contains(text, refused)
	}
	return slices.Contains(numbers, digits) || slices.Contains(numbers, strings.TrimPrefix(digits, "62"))
}

// What the talks show are the numbers of the channels and offices.
func TestNumbersInTalksAreThoseOfTheChannels(t *testing.T) {
	t.Parallel()
	c := load(t)
	known := map[string]bool{}
	for _, channel := range c.Channels {
		for _, n := range channel.Usable() {
			known[digitsOnly(n.Number)] = true
		}
		for _, code := range channel.Codes {
			known[code.Code] = true
		}
	}
	for _, office := range c.Offices.All() {
		for _, n := range office.Usable() {
			known[digitsOnly(n.Number)] = true
		}
	}
	shown := regexp.MustCompile(`(?m)^(\+?[\d -]+) \((?:WhatsApp|WA|telepon|call)[^)\n]*\)$`)
	n := 0
	err := fs.WalkDir(flows.FS, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".talk") {
			return err
		}
		data, err := fs.ReadFile(flows.FS, path)
		for _, m := range shown.FindAllStringSubmatch(string(data), -1) {
			n++
			if !known[digitsOnly(m[1])] {
				t.Errorf("%s shows %q, which no channel or office has", path, m[1])
			}
		}
		return err
	})
	if err != nil || n == 0 {
		t.Errorf("%d numbers in talks, %v", n, err)
	}
}

// Every number of the content is one that the numbering plan of its country allows.
func TestEveryNumberIsOneOfItsCountry(t *testing.T) {
	t.Parallel()
	c := load(t)
	check := func(id string, numbers []refer.PhoneNumber) {
		for _, n := range numbers {
			if parsed, err := phonenumbers.Parse(n.Number, ""); err != nil || !phonenumbers.IsValidNumber(parsed) {
				t.Errorf("%s: %s is no number of its country", id, n.Number)
			}
		}
	}
	for _, channel := range c.Channels {
		check(string(channel.ID), channel.Numbers)
	}
	for _, office := range c.Offices.All() {
		check(string(office.ID), office.Numbers)
	}
}
