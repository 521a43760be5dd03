package flows_test

import (
	"testing"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// Whoever types the name of a country that some contact covers, in either language, is
// understood where somebody is asked for the country.
func TestEveryCountryOfAContactIsUnderstoodByName(t *testing.T) {
	t.Parallel()
	c := load(t)
	countries := map[string]bool{}
	for _, channel := range c.Channels {
		for _, area := range channel.Covers {
			countries[string(area)] = true
		}
		for _, near := range channel.Near {
			countries[string(near)] = true
		}
	}
	delete(countries, "world")
	for country := range countries {
		for _, lang := range [...]session.Lang{session.Lang("id"), session.Lang("en")} {
			name, err := c.Speaker.Line(lang, talk.SentenceID("country."+country), nil)
			if err != nil {
				t.Fatal(err)
			}
			if name == "Inggris" || name == "DR Congo" {
				continue // also the language, and "dari Congo"
			}
			if got, _ := c.Book.Rules.CountryAnswer(name); got != country {
				t.Errorf("%q is %q, want %s", name, got, country)
			}
		}
	}
	t.Logf("%d countries", len(countries))
}
