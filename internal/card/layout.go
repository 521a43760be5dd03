package card

import (
	"errors"
	"image"
	"strings"
)

// Distances in points of the picture.
const (
	margin  = 64
	inner   = 30  // in a box
	foot    = 128 // of a picture for a chat
	printed = 330 // of a picture for print
	code    = 274 // the QR code with its white edge
	edge    = 24  // below the last line: printers leave it out
)

// Sizes of letters, largest first: the first that fits is taken. On a phone a picture is
// shown at about a third of its size, so 36 is there what 12 is in a message.
const (
	titleMost, titleLeast = 76, 52
	textMost, textLeast   = 54, 32
	smallSize             = 27
)

// layout is where everything of a card stands.
type layout struct {
	boxes []box
	runs  []run
	size  int    // of the text
	code  string // what the QR code holds
	at    image.Point
}

type box struct {
	image.Rectangle
	fill ink
}

// run is one line of text at its base line.
type run struct {
	x, y int
	text string
	pen  pen
}

// errTooLong says that a text does not fit even in the smallest letters.
var errTooLong = errors.New("the text does not fit the picture; shorten it")

// layout finds the largest letters with which the whole card fits.
func (c Drawing) layout() (*layout, error) {
	end := Height - foot
	if c.Print != nil {
		end = Height - printed
	}
	head, top, err := c.head()
	if err != nil {
		return nil, err
	}
	note := newPen(regular, smallSize, small)
	notes := note.wrap(strings.Join(c.Small, "\n"), Width-2*margin)
	for size := textMost; size >= textLeast; size -= 2 {
		l := head
		l.size = size
		spare := end - inner - note.step()*len(notes) - l.body(c.Paragraphs, top+inner, size, 0)
		if spare < 0 {
			continue
		}
		l = head
		l.size = size
		l.body(c.Paragraphs, top+inner, size, min(spare/(len(c.Paragraphs)+1), size))
		l.lines(notes, margin, end-inner/2-note.step()*len(notes), note)
		return &l, c.foot(&l, end)
	}
	return nil, errTooLong
}

// head is the title on its band, and where the band ends.
func (c Drawing) head() (layout, int, error) {
	for size := titleMost; size >= titleLeast; size -= 4 {
		p := newPen(bold, size, onBand)
		lines := p.wrap(c.Title, Width-2*margin)
		if len(lines) <= 2 || size-4 < titleLeast && len(lines) <= 4 {
			var l layout
			end := l.lines(lines, margin, inner+8, p) + inner
			l.boxes = append(l.boxes, box{image.Rect(0, 0, Width, end), onBand})
			return l, end, nil
		}
	}
	return layout{}, 0, errors.New("the title does not fit the picture; shorten it")
}

// body puts the paragraphs below one another, spread by more, and returns where they end.
func (l *layout) body(paragraphs []Paragraph, y, size, more int) int {
	text := newPen(regular, size, onPaper)
	act := newPen(bold, size, onAct)
	y += more / 2
	for _, p := range paragraphs {
		if !p.Act {
			y = l.lines(text.wrap(p.Text, Width-2*margin), margin, y, text) + size*6/10 + more
			continue
		}
		top := y
		y = l.lines(act.wrap(p.Text, Width-2*margin), margin, y+inner*2/3, act) + inner
		l.boxes = append(l.boxes, box{image.Rect(margin-inner, top, Width-margin+inner, y), onAct})
		y += size*6/10 + more
	}
	return y
}

// lines puts lines below y and returns where they end.
func (l *layout) lines(lines []line, x, y int, p pen) int {
	for _, line := range lines {
		l.runs = append(l.runs, run{x + line.indent, y + p.size, line.text, p})
		y += p.step()
	}
	return y
}

// foot puts the name of the bot below y, and what a picture for print has.
func (c Drawing) foot(l *layout, y int) error {
	l.boxes = append(l.boxes, box{image.Rect(0, y, Width, Height), onBand})
	name, about := newPen(bold, 40, onBand), newPen(regular, 28, onBand)
	if c.Print == nil {
		end := l.lines(name.wrap(c.Name, Width-2*margin), margin, y+16, name)
		return fitsFoot(l.lines(about.wrap(c.About, Width-2*margin), margin, end-4, about))
	}
	width := Width - 2*margin
	if c.Print.Link != "" {
		width -= code + inner
		l.code, l.at = c.Print.Link, image.Pt(Width-margin-code, y+(printed-code)/2)
		l.boxes = append(l.boxes, box{image.Rectangle{l.at, l.at.Add(image.Pt(code, code))}, onPaper})
	}
	large, says := newPen(bold, 112, onBand), newPen(regular, 26, onBand)
	l.lines(large.wrap(c.Print.Number, width), margin, y+8, large)
	side := margin + large.width(c.Print.Number) + inner
	end := l.lines(says.wrap(c.Print.NumberSays, margin+width-side), side, y+16, says)
	if end > y+152 {
		return errors.New("the words beside the number do not fit; shorten them")
	}
	end = l.lines(name.wrap(c.Name, width), margin, y+148, name)
	return fitsFoot(l.lines(says.wrap(strings.TrimSpace(c.About+" "+c.Print.Scan), width), margin, end, says))
}

func fitsFoot(end int) error {
	if end > Height-edge {
		return errors.New("the words at the foot do not fit; shorten them")
	}
	return nil
}
