package posters

import (
	"fmt"
	"image"
	"image/color"
)

// Chats are the styles of chat screenshots.
var Chats = []PosterStyle{"green", "night", "blue"}

// Bubble is one message of a chat.
type Bubble struct {
	Text string
	Own  bool // of the owner of the telephone, on the right
}

// Dialogue puts a text into bubbles of the other side, with a few words of the owner
// between them.
func Dialogue(text string) []Bubble {
	own := []string{"Halo kak, infonya dong", "Itu kerjanya apa kak?", "Oh gitu", "Oke kak"}
	l := cut(text)
	out := []Bubble{{own[0], true}, {l.headline, false}}
	for i, p := range append(l.body, l.footer) {
		if p == "" {
			continue
		}
		out = append(out, Bubble{p, false})
		if i%3 == 1 && i/3+1 < len(own) {
			out = append(out, Bubble{own[i/3+1], true})
		}
	}
	return out
}

// A skin is the colours of a chat program.
type skin struct {
	ground, header, other, own, text, small, title color.RGBA
}

var skins = map[PosterStyle]skin{
	"green": {rgb(0xece5dd), rgb(0x075e54), rgb(0xffffff), rgb(0xdcf8c6), rgb(0x111111), rgb(0x7a7a7a), rgb(0xffffff)},
	"night": {rgb(0x0b141a), rgb(0x202c33), rgb(0x202c33), rgb(0x005c4b), rgb(0xe9edef), rgb(0x9aa6ad), rgb(0xe9edef)},
	"blue":  {rgb(0xc8daea), rgb(0x517da2), rgb(0xffffff), rgb(0xeffdde), rgb(0x000000), rgb(0x6b8299), rgb(0xffffff)},
}

// Chat draws bubbles as a screenshot of a chat.
func Chat(style PosterStyle, bubbles []Bubble, seed uint64) *image.RGBA {
	s := skins[style]
	const width, pad = 1080, 28
	text, small := ink{regular, 34, s.text, nil}, ink{regular, 24, s.small, nil}
	tall := 260
	for _, b := range bubbles {
		tall += len(text.wrap(b.Text, 720))*text.step() + small.step() + 2*pad + 16
	}
	c := newCanvas(width, tall, s.ground, seed)
	c.box(image.Rect(0, 0, width, 150), s.header)
	c.disc(90, 90, 42, s.small)
	c.write([]string{"HRD Rekrutmen"}, 160, 50, ink{bold, 38, s.title, nil})
	c.write([]string{"online"}, 160, 100, ink{regular, 26, s.title, nil})
	y := 180
	for i, b := range bubbles {
		lines := text.wrap(b.Text, 720)
		w, h := max(text.width(lines), 160)+2*pad, len(lines)*text.step()+small.step()+pad
		x, fill := 30, s.other
		if b.Own {
			x, fill = width-30-w, s.own
		}
		c.box(image.Rect(x, y, x+w, y+h), fill)
		at := c.write(lines, x+pad, y+pad/2, text)
		clock := []string{fmt.Sprintf("%02d.%02d", 9+i/8, (7*i+int(seed))%60)}
		c.write(clock, x+w-small.width(clock)-14, at, small)
		y += h + 16
	}
	return c.RGBA
}
