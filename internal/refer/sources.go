package refer

import "regexp"

// Source is where a number was found.
type Source struct {
	Publisher string `yaml:"publisher,required"`
	Published string `yaml:"published"` // ISO date as far as known
	URL       string `yaml:"url"`
}

// UndatedYear is the year of a source that shows no date.
const UndatedYear = "undated"

// Year is the year in which a source was published, Undated when it shows none.
func (s Source) Year() string {
	if year := yearIn.FindString(s.Published); year != "" {
		return year
	}
	return UndatedYear
}

// newer is the later of two years; any year is later than none.
func newer(a, b string) string {
	if a == UndatedYear || b != UndatedYear && b > a {
		return b
	}
	return a
}

// Year is the newest year in which a source published the number that is shown
// first; without a number that of its codes, and where these name no source that of
// all its sources. Undated when none shows a year.
func (c Channel) Year() string {
	named := map[string]bool{}
	for _, n := range c.Usable() {
		if n.Number == c.Usable()[0].Number {
			named[n.Source] = true
		}
	}
	if len(named) == 0 {
		for _, code := range c.Codes {
			named[code.Source] = true
		}
	}
	delete(named, "")
	year := UndatedYear
	for _, s := range c.Sources {
		if len(named) == 0 || named[s.Publisher] {
			year = newer(year, s.Year())
		}
	}
	return year
}

var yearIn = regexp.MustCompile(`\b20\d\d\b`)
