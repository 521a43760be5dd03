package talk

import (
	"unicode"
)

// unspoken reports whether a text is in a script or, for Vietnamese, a language that
// the bot does not speak. Letters that only dress up Latin text do not count.
func unspoken(text string) bool {
	const fewest = 2
	letters, foreign := 0, 0
	for _, r := range text {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsMark(r):
		case unicode.Is(vietnamese, r), !unicode.In(r, unicode.Latin, unicode.Common, unicode.Inherited):
			letters, foreign = letters+1, foreign+1
			if unicode.Is(vietnamese, r) {
				foreign += vietnameseWeight
			}
		default:
			letters++
		}
	}
	return foreign >= fewest && 2*foreign > letters
}

// vietnameseWeight is how many plain letters one letter that only Vietnamese has
// outweighs: it writes most of its letters as others do.
const vietnameseWeight = 5

// vietnamese are the letters that only Vietnamese has.
var vietnamese = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0x01A0, Hi: 0x01A1, Stride: 1}, {Lo: 0x01AF, Hi: 0x01B0, Stride: 1}, {Lo: 0x1EA0, Hi: 0x1EF9, Stride: 1}}}
