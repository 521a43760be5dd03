package picture

import (
	"errors"
	"image"
	"image/draw"
	"slices"
	"strings"
)

// Ways of cutting a page into lines, as Tesseract counts them.
const (
	automatic = 3
	block     = 6
	sparse    = 11
)

// recognize reads the words of a picture. The passes are made in a fixed order, and for
// each place the best reading is kept: first the words by their distance from the
// ground, then by their brightness, then what is left over, word by word.
func recognize(m *image.RGBA) (Recognized, error) {
	r := reading{work: level(sized(m))}
	ink := fromGround(r.work)
	if !hasInk(ink) {
		return Recognized{Lines: []Line{}}, nil
	}
	r.pass(ink, automatic, 1)
	if r.err == nil && !r.isUpright() {
		r.turn(m)
		ink = fromGround(r.work)
	}
	r.pass(grey(scaledBy(r.work, smallerBy)), automatic, smallerBy)
	if rest := r.unread(ink); hasInk(rest) {
		r.pass(rest, sparse, 1)
	}
	r.straighten(ink)
	if r.err != nil {
		return Recognized{}, r.err
	}
	out := arrange(r.lines, r.work.Bounds())
	out.Passes = r.passes
	return out, nil
}

// A reading is one picture with what was found so far.
type reading struct {
	work   *image.RGBA
	lines  []textLine
	passes int
	err    error
}

// fails notes an error, unless something was read already: then less is found.
func (r *reading) fails(err error) {
	if r.passes == 0 || !errors.Is(err, ErrTooHard) {
		r.err = err
	}
}

// pass runs text recognition once and keeps what is better. The picture is that many times
// the size of the one that is worked on.
func (r *reading) pass(m *image.Gray, cut int, size float64) {
	if r.err != nil {
		return
	}
	words, err := ocr(m, cut)
	if err != nil {
		r.fails(err)
		return
	}
	r.passes++
	for i, w := range words {
		words[i].left, words[i].top = int(float64(w.left)/size), int(float64(w.top)/size)
		words[i].width, words[i].height = int(float64(w.width)/size), int(float64(w.height)/size)
	}
	r.lines = merge(r.lines, linesOf(words))
}

// A picture that stands upright has so many letters that are read well, and is read with
// so much confidence.
const (
	fewestRead  = 15
	uprightFrom = 78
)

func (r *reading) isUpright() bool {
	sure, total := 0.0, 0
	for _, l := range r.lines {
		sure += l.sure * float64(l.letters)
		total += l.letters
	}
	return r.weight() >= fewestRead && sure >= uprightFrom*float64(total)
}

func (r *reading) weight() float64 {
	sum := 0.0
	for _, l := range r.lines {
		sum += l.weight
	}
	return sum
}

// turn tries a picture in which little was read on its sides and upside down, and keeps
// what is read best.
func (r *reading) turn(m *image.RGBA) {
	best := *r
	for range 3 {
		m = quarterTurn(m)
		other := reading{work: level(sized(m)), passes: best.passes}
		other.pass(fromGround(other.work), automatic, 1)
		if other.err != nil {
			r.err = other.err
			return
		}
		if other.weight() > 1.5*best.weight() {
			best = other
		} else {
			best.passes = other.passes
		}
	}
	*r = best
}

// wellRead is the confidence from which on a line needs no second look.
const wellRead = 80

// unread returns a copy without the lines that are read well.
func (r *reading) unread(m *image.Gray) *image.Gray {
	out := image.NewGray(m.Bounds())
	copy(out.Pix, m.Pix)
	for _, l := range r.lines {
		if l.sure >= wellRead {
			draw.Draw(out, image.Rect(l.left-4, l.top-4, l.right+4, l.bottom+4), image.White, image.Point{}, draw.Src)
		}
	}
	return out
}

// fewestInked is how many cells with ink a short word has.
const fewestInked = 50

// hasInk reports whether enough is dark for a word.
func hasInk(m *image.Gray) bool {
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	inked := 0
	for y := cell / 2; y < h; y += cell {
		for x := 0; x < w-cell; x += cell {
			for _, p := range m.Pix[y*w+x : y*w+x+cell] {
				if p < 128 {
					inked++
					break
				}
			}
		}
	}
	return inked >= fewestInked
}

// A textLine is one line that one pass found.
type textLine struct {
	words                    []word
	left, top, right, bottom int
	sure                     float64 // mean by letters
	letters                  int
	weight                   float64 // letters that are read well
}

// doubtful is the confidence below which a word is noise: the grain of a photo, a logo.
const doubtful = 35

// shortLine is how many letters a line has at least that may be read badly: patterns look
// like short words.
const shortLine = 4

// linesOf groups the words of one pass into lines and drops noise.
func linesOf(words []word) []textLine {
	var out []textLine
	for len(words) > 0 {
		n := 1
		for n < len(words) && words[n].line == words[0].line {
			n++
		}
		if l, ok := newLine(words[:n]); ok {
			out = append(out, l)
		}
		words = words[n:]
	}
	return out
}

func newLine(words []word) (textLine, bool) {
	l := textLine{}
	for _, w := range words {
		n := letters(w.text)
		if w.sure < doubtful || n == 0 && strings.Trim(w.text, "|_~'\"“”‘’°") == "" {
			continue
		}
		if len(l.words) == 0 {
			l.left, l.top, l.right, l.bottom = w.left, w.top, w.left+w.width, w.top+w.height
		}
		l.left, l.top = min(l.left, w.left), min(l.top, w.top)
		l.right, l.bottom = max(l.right, w.left+w.width), max(l.bottom, w.top+w.height)
		l.words = append(l.words, w)
		l.sure += w.sure * float64(n)
		l.weight += max(0, w.sure-doubtful) / 100 * float64(n)
		l.letters += n
	}
	if l.letters < 2 {
		return l, false
	}
	l.sure /= float64(l.letters)
	if l.letters < shortLine && !strings.ContainsAny(l.text(), "0123456789") {
		return l, l.sure >= wellRead
	}
	return l, l.sure >= 50
}

// text returns the words of a line.
func (l textLine) text() string {
	parts := make([]string, len(l.words))
	for i, w := range l.words {
		parts[i] = w.text
	}
	return strings.Join(parts, " ")
}

// overlaps reports whether two lines stand in the same place for the larger part of one.
func (l textLine) overlaps(o textLine) bool {
	w := min(l.right, o.right) - max(l.left, o.left)
	h := min(l.bottom, o.bottom) - max(l.top, o.top)
	if w <= 0 || h <= 0 {
		return false
	}
	smaller := min((l.right-l.left)*(l.bottom-l.top), (o.right-o.left)*(o.bottom-o.top))
	return w*h*3 > smaller
}

// merge adds the lines of a further pass. Where the places are the same, the reading of
// which more is read well stays. Of two readings of about the same length each word is
// taken from where it is surer: a stutter (9090 for 900) is longer but less sure.
func merge(kept, more []textLine) []textLine {
	for _, l := range more {
		var same []int
		old := textLine{}
		for i, k := range kept {
			if k.overlaps(l) {
				same = append(same, i)
				old.letters += k.letters
				old.weight += k.weight
			}
		}
		if d := l.letters - old.letters; len(same) == 1 && d*10 <= l.letters && -d*10 <= l.letters {
			kept[same[0]] = surest(kept[same[0]], l)
			continue
		}
		if l.weight <= old.weight {
			continue
		}
		for _, i := range slices.Backward(same) {
			kept = slices.Delete(kept, i, i+1)
		}
		kept = append(kept, l)
	}
	return kept
}

// surest joins two readings of one line: the surer one, with the words of the other one
// that are surer.
func surest(a, b textLine) textLine {
	if b.sure > a.sure {
		a, b = b, a
	}
	words := slices.Clone(a.words)
	for i, w := range words {
		for _, o := range b.words {
			if w.samePlace(o) && o.sure > w.sure {
				words[i] = o
			}
		}
	}
	if l, ok := newLine(words); ok {
		return l
	}
	return a
}

// samePlace reports whether two words begin and end at about the same place.
func (w word) samePlace(o word) bool {
	near := max(w.height, o.height) / 2
	between := func(d int) bool { return -near <= d && d <= near }
	return between(w.left-o.left) && between(w.left+w.width-o.left-o.width)
}

// arrange puts lines in order, from top to bottom, and those of one row from the left.
func arrange(lines []textLine, bounds image.Rectangle) Recognized {
	lines = inRows(lines)
	out := Recognized{Lines: []Line{}}
	sure, total, size := 0.0, 0, 0
	for i, l := range lines {
		if size += len(l.text()) + 1; size > maxText {
			out.Cut, lines = true, lines[:i]
			break
		}
		sure += l.sure * float64(l.letters)
		total += l.letters
	}
	if total > 0 {
		out.Confidence = int(sure / float64(total))
	}
	lines, own, chat := sides(lines, bounds)
	out.Chat, out.Lines = chat, append(out.Lines, paragraphs(lines, own)...)
	return out
}

// inRows sorts lines. A row is what stands beside its first line.
func inRows(lines []textLine) []textLine {
	slices.SortStableFunc(lines, func(a, b textLine) int { return a.top + a.bottom - b.top - b.bottom })
	for from := 0; from < len(lines); {
		n := from + 1
		for n < len(lines) && sameRow(lines[from], lines[n]) {
			n++
		}
		slices.SortStableFunc(lines[from:n], func(a, b textLine) int { return a.left - b.left })
		from = n
	}
	return lines
}

// sameRow reports whether two lines stand beside each other.
func sameRow(a, b textLine) bool {
	h := min(a.bottom, b.bottom) - max(a.top, b.top)
	return h*2 > min(a.bottom-a.top, b.bottom-b.top)
}
