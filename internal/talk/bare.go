package talk

import (
	"strings"

	"cekloker/internal/offer"
)

// bareContact reports whether a text is nothing but a number, an account or a link. It says
// nothing about an offer, and nothing about whoever it belongs to.
func (t *turn) bareContact() bool {
	const mostWords, fewestDigits = 6, 9
	text := t.event.Text.Joined()
	fields := strings.Fields(text)
	if len(fields) == 0 || len(fields) > mostWords {
		return false
	}
	digits := 0
	for _, c := range text {
		if c >= '0' && c <= '9' {
			digits++
		}
	}
	return digits >= fewestDigits && !t.read().Facts.Has(offer.FactPay) || len(fields) == 1 && strings.ContainsRune(text, '.') && t.read().HasLink()
}

// addsSigns reports whether the text makes the offer that was judged show more warning
// signs: a number of a country where people are held counts by itself.
func (t *turn) addsSigns() bool {
	if !t.checking() || t.now.Value(slotGiven) == "" {
		return false
	}
	merged := t.facts().Merge(t.read().Kept())
	return len(counting(t.book.Rules.Judge(merged))) > len(counting(t.judge()))
}

// offerButton leads to the offer that a short answer is not about: back to the result, or
// to a check.
func (t *turn) offerButton() Button {
	if t.now.Value(slotGiven) != "" {
		return Button{Label: "common.back_to_result", Tap: OpenTap("result", "")}
	}
	return Button{Label: "talk.tell_offer", Tap: OpenTap("flow", string(FlowCheck))}
}
