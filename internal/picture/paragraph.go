package picture

import (
	"image"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// paragraphs joins lines that were broken for want of room, so that a sentence is one
// line of text again.
func paragraphs(lines []textLine, own []bool) []Line {
	var out []Line
	for i, l := range lines {
		if i > 0 && own[i] == own[i-1] && wraps(lines, i-1) {
			last := &out[len(out)-1]
			last.Text += " " + l.text()
			continue
		}
		out = append(out, Line{Text: l.text(), Own: own[i]})
	}
	return out
}

var begins = regexp.MustCompile(`^(?:[-•*·>✓✔○●▪]|\d{1,2}[.)](?:\s|$))`)

// wraps reports whether a line goes on in the next one: the first word there had no room.
// The widest line of a list looks like that as well, so a line that begins like a new
// item goes on another one only inside a text.
func wraps(lines []textLine, i int) bool {
	a, b := lines[i], lines[i+1]
	if !adjoin(a, b) || strings.ContainsAny(last(a.text()), ".!?:;") || begins.MatchString(b.text()) {
		return false
	}
	from, to := i, i+1
	for from > 0 && adjoin(lines[from-1], lines[from]) {
		from--
	}
	for to+1 < len(lines) && adjoin(lines[to], lines[to+1]) {
		to++
	}
	widest := 0
	for _, l := range lines[from : to+1] {
		widest = max(widest, l.right-l.left)
	}
	text := false // the lines are one text: another full line goes on with a small letter
	for k := from; k < to; k++ {
		text = text || k != i && lines[k].isFull(widest, lines[k+1]) && !beginsLarge(lines[k+1])
	}
	return a.isFull(widest, b) && (text || !beginsLarge(b))
}

func beginsLarge(l textLine) bool {
	first, _ := utf8.DecodeRuneInString(l.text())
	return unicode.IsUpper(first)
}

// isFull reports whether the first word of the next line had no room in a column.
func (l textLine) isFull(width int, next textLine) bool {
	return width-(l.right-l.left) < next.words[0].width+(l.bottom-l.top)/3
}

// adjoin reports whether a line stands right below another one, as large, and begins or
// is centred where that is.
func adjoin(a, b textLine) bool {
	ha, hb := a.bottom-a.top, b.bottom-b.top
	tall := max(ha, hb)
	if gap := b.top - a.bottom; gap > tall*9/10 || gap < -tall/2 || min(ha, hb)*3 < tall*2 {
		return false
	}
	near := func(d int) bool { return -tall <= d && d <= tall }
	return near(a.left-b.left) || near((a.left+a.right-b.left-b.right)/2)
}

func last(s string) string {
	if s == "" {
		return ""
	}
	return s[len(s)-1:]
}

// A chat has the time behind or below each message.
var clock = regexp.MustCompile(`^(?:[01]?\d|2[0-3])[.:][0-5]\d$`)

const fewestTimes = 3 // from which on a picture is a chat

// sides tells apart who wrote which line of a chat: the owner of the telephone stands on
// the right. It returns the lines without the times, and false for what is no chat.
func sides(lines []textLine, bounds image.Rectangle) ([]textLine, []bool, bool) {
	own := make([]bool, len(lines))
	var without []textLine
	times, first := 0, bounds.Dx()
	for _, l := range lines {
		words := l.words
		if clock.MatchString(words[len(words)-1].text) && (len(words) == 1 || apart(words)) {
			times++
			words = words[:len(words)-1]
		}
		if len(words) == 0 {
			continue
		}
		l.words = words
		l.right = words[len(words)-1].left + words[len(words)-1].width
		without = append(without, l)
		first = min(first, l.left)
	}
	if times < fewestTimes || times*6 < len(lines) {
		return lines, own, false
	}
	for i, l := range without {
		own[i] = l.left-first > bounds.Dx()/8 || first > bounds.Dx()/5
	}
	return without, own[:len(without)], true
}

// apart reports whether the last word stands away from those before it.
func apart(words []word) bool {
	a, b := words[len(words)-2], words[len(words)-1]
	return b.left-(a.left+a.width) > b.height
}
