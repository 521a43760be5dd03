package offer

import (
	"regexp"
	"strings"
)

// companyForm is a firm as it is written: its form, then up to four words with
// capitals.
var companyForm = regexp.MustCompile(`\b(?:PT|CV)\.?\s+(?:\p{Lu}[\p{L}&.-]*)(?:\s+\p{Lu}[\p{L}&.-]*){0,3}`)

// companyLength is how many characters a name has at most that the bot repeats.
const companyLength = 40

// CompanyName returns the firm that a text names with capitals, "" if it names none.
// Numbers and names of people are masked, as in every quote.
func CompanyName(text string) string {
	if len(text) > MaxText {
		return ""
	}
	name := strings.Join(strings.Fields(companyForm.FindString(text)), " ")
	if name == "" || len([]rune(name)) > companyLength {
		return ""
	}
	return strings.TrimRight(Mask(name), ".")
}
