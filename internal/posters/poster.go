package posters

import (
	"image"
	"image/color"
	"math"
	"regexp"
	"strings"

	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"
)

// PosterStyle is a way of drawing a text.
type PosterStyle string

// Posters are the styles of posters.
var Posters = []PosterStyle{"plain", "band", "dark", "bands", "slanted", "photo", "columns", "table", "colours", "dense"}

// A layout is a text cut into what a poster sets apart.
type layout struct {
	headline string
	body     []string
	footer   string // who to write to
}

var (
	sentence = regexp.MustCompile(`[^.!?\n]+(?:[.!?]+(?:[^\s.!?][^.!?\n]*)?)*\n?`)
	reach    = regexp.MustCompile(`(?i)\+?\d[\d\s-]{7,}\d|@|https?:|wa\.me|t\.me|bit\.ly|hubungi|kirim lamaran|contact`)
)

// cut takes a text apart: the first sentence, the last one that says who to write to,
// and what stands between.
func cut(text string) layout {
	var parts []string
	for _, s := range sentence.FindAllString(text, -1) {
		if s = strings.TrimSpace(s); s != "" {
			parts = append(parts, s)
		}
	}
	l := layout{}
	if len(parts) == 0 {
		return l
	}
	l.headline, parts = parts[0], parts[1:]
	for i := len(parts) - 1; i >= 0; i-- {
		if reach.MatchString(parts[i]) {
			l.footer = parts[i]
			parts = append(parts[:i:i], parts[i+1:]...)
			break
		}
	}
	l.body = parts
	return l
}

// Poster draws a text as a poster.
func Poster(style PosterStyle, text string, seed uint64) *image.RGBA {
	draws := map[PosterStyle]func(layout, uint64) *canvas{
		"plain": plain, "band": band, "dark": dark, "bands": bands, "slanted": slanted,
		"photo": photo, "columns": columns, "table": table, "colours": colours, "dense": dense,
	}
	return draws[style](cut(text), seed).RGBA
}

const (
	width  = 1080
	margin = 70
)

// height is enough for a text in a size, with room for the rest.
func height(l layout, i ink, room int) int {
	lines := len(i.wrap(strings.Join(l.body, "\n"), width-2*margin)) + len(i.wrap(l.footer, width-2*margin))
	return max(1080, lines*(i.step()+8)+len(i.wrap(l.headline, width-2*margin))*80+room)
}

// flow writes the body and the footer below y.
func (c *canvas) flow(l layout, y int, body, foot ink) {
	for _, p := range l.body {
		y = c.write(body.wrap(p, width-2*margin), margin, y, body) + 8
	}
	c.write(foot.wrap(l.footer, width-2*margin), margin, y+16, foot)
}

func plain(l layout, seed uint64) *canvas {
	body := ink{regular, 32, rgb(0x222222), nil}
	c := newCanvas(width, height(l, body, 300), rgb(0xffffff), seed)
	y := c.write(ink{bold, 50, nil, nil}.wrap(l.headline, width-2*margin), margin, 60, ink{bold, 50, rgb(0x102a6b), nil})
	c.flow(l, y+24, body, ink{medium, 34, rgb(0x000000), nil})
	return c
}

func band(l layout, seed uint64) *canvas {
	palettes := [][3]uint32{{0x0b5fa5, 0xffffff, 0xffd400}, {0xc4161c, 0xffffff, 0xfff2a8}, {0x167a3e, 0xffffff, 0xffffff}, {0xf28c00, 0x1a1a1a, 0x1a1a1a}}
	p := palettes[seed%4]
	body, foot := ink{regular, 31, rgb(0x222222), nil}, ink{bold, 34, rgb(p[2]), nil}
	head := ink{bold, 54, rgb(p[1]), nil}
	c := newCanvas(width, height(l, body, 420), rgb(0xf7f7f2), seed)
	lines := head.wrap(l.headline, width-2*margin)
	top := 60 + len(lines)*head.step()
	c.box(image.Rect(0, 0, width, top+30), rgb(p[0]))
	c.centred(lines, 40, head)
	y := top + 60
	for _, s := range l.body {
		y = c.write(body.wrap(s, width-2*margin), margin, y, body) + 8
	}
	c.box(image.Rect(0, c.Bounds().Dy()-150, width, c.Bounds().Dy()), rgb(p[0]))
	c.centred(foot.wrap(l.footer, width-margin), c.Bounds().Dy()-130, foot)
	return c
}

func dark(l layout, seed uint64) *canvas {
	grounds := []uint32{0x101820, 0x1d1440, 0x3a0d12, 0x0c2e2a}
	body := ink{regular, 32, rgb(0xf0f0f0), nil}
	c := newCanvas(width, height(l, body, 320), rgb(grounds[seed%4]), seed)
	head := ink{heavy, 56, rgb(0xffcc00), nil}
	y := c.centred(head.wrap(l.headline, width-2*margin), 60, head)
	c.flow(l, y+30, body, ink{bold, 36, rgb(0x7fe0ff), nil})
	return c
}

func bands(l layout, seed uint64) *canvas {
	fills := [][2]uint32{{0x1f4e9c, 0xffffff}, {0xffd23f, 0x202020}, {0xd7263d, 0xffffff}, {0xeeeeee, 0x202020}, {0x2e7d4f, 0xffffff}}
	body := ink{medium, 32, nil, nil}
	c := newCanvas(width, height(l, body, 500)+len(l.body)*40, rgb(0xffffff), seed)
	y := 0
	for i, p := range append(append([]string{l.headline}, l.body...), l.footer) {
		f := fills[(i+int(seed))%len(fills)]
		w := body
		if i == 0 {
			w = ink{bold, 50, nil, nil}
		}
		w.colour = rgb(f[1])
		lines := w.wrap(p, width-2*margin)
		if len(lines) == 0 {
			continue
		}
		c.box(image.Rect(0, y, width, y+len(lines)*w.step()+36), rgb(f[0]))
		c.write(lines, margin, y+16, w)
		y += len(lines)*w.step() + 36
	}
	c.box(image.Rect(0, y, width, c.Bounds().Dy()), rgb(0xffffff))
	return c
}

func slanted(l layout, seed uint64) *canvas {
	body := ink{regular, 32, rgb(0x1c1c1c), nil}
	c := newCanvas(width, height(l, body, 520), rgb(0xfdf6e3), seed)
	head := ink{heavy, 52, rgb(0xffffff), nil}
	lines := head.wrap(l.headline, width-2*margin)
	strip := newCanvas(width, len(lines)*head.step()+60, rgb(0xb5121b), seed)
	strip.centred(lines, 24, head)
	degrees := []float64{-5, 4, -7, 6}[seed%4]
	c.stamp(strip.RGBA, 0, 110, degrees)
	c.flow(l, 110+strip.Bounds().Dy()+130, body, ink{bold, 34, rgb(0xb5121b), nil})
	return c
}

// stamp draws a picture turned around its middle.
func (c *canvas) stamp(m *image.RGBA, x, y int, degrees float64) {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	w, h := float64(m.Bounds().Dx())/2, float64(m.Bounds().Dy())/2
	to := f64.Aff3{cos, -sin, float64(x) + w - cos*w + sin*h, sin, cos, float64(y) + h - sin*w - cos*h}
	draw.CatmullRom.Transform(c.RGBA, to, m, m.Bounds(), draw.Over, nil)
}

func photo(l layout, seed uint64) *canvas {
	from := []color.RGBA{rgb(0x1a3a6e), rgb(0x5a2a6e), rgb(0x0c4a3a), rgb(0x6e3a1a)}[seed%4]
	to := []color.RGBA{rgb(0x4a90c0), rgb(0xa05a8a), rgb(0x3a8a6a), rgb(0xb07a3a)}[seed%4]
	body := ink{medium, 33, rgb(0xffffff), rgb(0x202020)}
	c := newCanvas(width, height(l, body, 360), rgb(0), seed)
	c.lump(c.Bounds(), from, to)
	for range 7 {
		c.disc(c.random.IntN(width), c.random.IntN(c.Bounds().Dy()), 30+c.random.IntN(90), from)
	}
	head := ink{heavy, 58, rgb(0xffe45c), rgb(0x101010)}
	y := c.centred(head.wrap(l.headline, width-2*margin), 60, head)
	c.flow(l, y+30, body, ink{bold, 38, rgb(0xffffff), rgb(0x101010)})
	return c
}

func columns(l layout, seed uint64) *canvas {
	body := ink{regular, 27, rgb(0x222222), nil}
	half := (width - 3*margin) / 2
	lines := 0
	for _, p := range l.body {
		lines += len(body.wrap(p, half)) + 1
	}
	c := newCanvas(width, max(1080, lines*body.step()+500), rgb(0xffffff), seed)
	head, foot := ink{bold, 52, rgb(0x8a1538), nil}, ink{bold, 34, rgb(0xffffff), nil}
	y := c.centred(head.wrap(l.headline, width-2*margin), 50, head) + 40
	at := [2]int{y, y}
	for i, p := range l.body {
		side := i % 2
		at[side] = c.write(body.wrap(p, half), margin+side*(half+margin), at[side], body) + 20
	}
	low := max(at[0], at[1]) + 40
	c.box(image.Rect(0, low, width, low+140), rgb(0x8a1538))
	c.centred(foot.wrap(l.footer, width-margin), low+24, foot)
	return c
}

func table(l layout, seed uint64) *canvas {
	body := ink{regular, 29, rgb(0x14213d), nil}
	c := newCanvas(width, height(l, body, 460)+len(l.body)*24, rgb(0xe9eef6), seed)
	head := ink{bold, 48, rgb(0x14213d), nil}
	y := c.centred(head.wrap(l.headline, width-2*margin), 50, head) + 40
	inner := newCanvas(width-2*margin, c.Bounds().Dy()-y-180, rgb(0xffffff), seed)
	row := 0
	for i, p := range l.body {
		lines := body.wrap(p, width-2*margin-60)
		if i%2 == 1 {
			inner.box(image.Rect(0, row, width, row+len(lines)*body.step()+20), rgb(0xd3e0f5))
		}
		inner.write(lines, 30, row+10, body)
		row += len(lines)*body.step() + 20
		inner.box(image.Rect(0, row, width, row+2), rgb(0x14213d))
	}
	c.stamp(inner.RGBA, margin, y, []float64{-2, 2, 1, -1}[seed%4])
	foot := ink{bold, 34, rgb(0xb5121b), nil}
	c.centred(foot.wrap(l.footer, width-margin), c.Bounds().Dy()-130, foot)
	return c
}

func colours(l layout, seed uint64) *canvas {
	grounds := []uint32{0xffd9ec, 0xcfeaff, 0xd9f7be, 0xfff1b8}
	words := []uint32{0xc2185b, 0x0b63b0, 0x2e7d32, 0xd35400}
	ground := grounds[seed%4]
	body := ink{medium, 31, rgb(words[seed%4]), nil}
	c := newCanvas(width, height(l, body, 360), rgb(ground), seed)
	head := ink{heavy, 60, rgb(words[(seed+1)%4]), rgb(0xffffff)}
	y := c.centred(head.wrap(strings.ToUpper(l.headline), width-2*margin), 60, head) + 24
	for i, p := range l.body {
		w := body
		w.colour = rgb(words[(int(seed)+i)%4])
		y = c.write(w.wrap(p, width-2*margin), margin, y, w) + 8
	}
	foot := ink{bold, 38, rgb(0xffffff), nil}
	c.box(image.Rect(margin, y+16, width-margin, y+150), rgb(words[seed%4]))
	c.centred(foot.wrap(l.footer, width-3*margin), y+30, foot)
	return c
}

func dense(l layout, seed uint64) *canvas {
	body := ink{regular, 20, rgb(0x333333), nil}
	lines := len(body.wrap(strings.Join(append([]string{l.headline, l.footer}, l.body...), "\n"), 720-80))
	c := newCanvas(720, max(720, lines*(body.step()+6)+300), rgb(0xffffff), seed)
	head := ink{bold, 30, rgb(0xd7263d), nil}
	y := c.write(head.wrap(l.headline, 640), 40, 40, head) + 12
	for _, p := range l.body {
		y = c.write(body.wrap(p, 640), 40, y, body) + 6
	}
	foot := ink{italic, 22, rgb(0x0b5fa5), nil}
	c.write(foot.wrap(l.footer, 640), 40, y+8, foot)
	return c
}
