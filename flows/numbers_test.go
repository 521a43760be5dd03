package flows_test

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"cekloker/flows"
	"cekloker/locales"
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
		for _, examples := range []string{"channels/", "judge/signals/", "judge/phrases/", "proof/", "hear/rules/", "facts/sources"} {
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

// The research lists numbers and addresses that circulate and are wrong. They
// stand in the channels as do_not_use, and nowhere else.
func TestKnownWrongNumbersAreNowhere(t *testing.T) {
	t.Parallel()
	c := load(t)
	refused := 0
	for _, channel := range c.Channels {
		for _, r := range channel.DoNotUse {
			refused++
			for file, text := range written(t) {
				if holdsNumber(text, r.Number) {
					t.Errorf("%s holds %s of %s: %s", file, r.Number, channel.ID, r.Why)
				}
			}
			for _, other := range c.Channels {
				for _, n := range other.Numbers {
					if holdsNumber(n.Number, r.Number) {
						t.Errorf("%s shows %s: %s", other.ID, r.Number, r.Why)
					}
				}
				if other.Email == r.Number || strings.Contains(other.Web, "//"+r.Number) {
					t.Errorf("%s shows %s: %s", other.ID, r.Number, r.Why)
				}
			}
		}
	}
	const inTheResearch = 25
	if refused != inTheResearch {
		t.Errorf("%d refused numbers, the research of 2026-11-29 lists %d", refused, inTheResearch)
	}
}

// holdsNumber finds a refused number in any grouping, international or with the
// zero of its country, and a refused address as it is.
func holdsNumber(text, refused string) bool {
	digits := digitsOnly(refused)
	if len(digits) < 8 {
		return strings.Contains(text, refused)
	}
	local := strings.TrimPrefix(digits, "62")
	for _, found := range phoneForm.FindAllString(text, -1) {
		got := strings.TrimPrefix(digitsOnly(found), "0")
		if got == digits || got == local {
			return true
		}
	}
	return false
}

// What the talks show are the numbers of the channels.
func TestNumbersInTalksAreThoseOfTheChannels(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, channel := range load(t).Channels {
		for _, n := range channel.Usable() {
			known[digitsOnly(n.Number)] = true
		}
		for _, code := range channel.Codes {
			known[code.Code] = true
		}
	}
	shown := regexp.MustCompile(`(?m)^(?:WhatsApp|Telepon|Phone): (.+)$`)
	n := 0
	err := fs.WalkDir(flows.FS, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".talk") {
			return err
		}
		data, err := fs.ReadFile(flows.FS, path)
		for _, m := range shown.FindAllStringSubmatch(string(data), -1) {
			n++
			if !known[digitsOnly(m[1])] {
				t.Errorf("%s shows %q, which no channel has", path, m[1])
			}
		}
		return err
	})
	if err != nil || n == 0 {
		t.Errorf("%d numbers in talks, %v", n, err)
	}
}
