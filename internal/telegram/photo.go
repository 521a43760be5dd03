package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"sync"
	"unicode/utf8"

	"cekloker/internal/card"
	"cekloker/internal/chat"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// maxCaption is how many visible characters the text below a picture may have.
const maxCaption = 1024

// drawnAtOnce is how many pictures are drawn at the same time. Each takes some megabytes
// while it is drawn.
const drawnAtOnce = 2

// maxPhotos is how many ids of pictures are kept: all cards in all languages, several times.
const maxPhotos = 500

// photos draws pictures. Those that are the same for everybody are drawn once: Telegram's
// id of the file is kept, in memory only.
type photos struct {
	drawing chan struct{} // one for each picture that is being drawn
	mu      sync.Mutex
	ids     map[string]string // by what the picture says
}

func newPhotos() photos {
	return photos{drawing: make(chan struct{}, drawnAtOnce), ids: map[string]string{}}
}

// drawn makes the call of a message that is a picture. A text that is too long for a
// caption stays a message.
func (o *Messenger) drawn(c chat.Call, e talk.Say, lang session.Lang) (chat.Call, error) {
	visible := c.Params["text"]
	if utf8.RuneCountInString(stripMarkup(visible)) > maxCaption {
		return c, nil
	}
	composer, err := card.NewComposer(o.speaker, lang)
	if err != nil {
		return c, err
	}
	drawing, err := composer.Compose(e.Blocks)
	if err != nil {
		return c, err
	}
	says, err := json.Marshal(drawing)
	c.Method, c.Drawing, c.Shared = "sendPhoto", string(says), e.Drawn == talk.DrawnCard
	delete(c.Params, "text")
	delete(c.Params, "link_preview_options")
	c.Params["caption"] = visible
	return c, err
}

// Draw draws the picture of a call, unless Telegram has it already. A picture that cannot
// be drawn leaves the text alone.
func (o *Messenger) Draw(ctx context.Context, c chat.Call) chat.Call {
	select {
	case o.photos.drawing <- struct{}{}:
		defer func() { <-o.photos.drawing }()
	case <-ctx.Done():
		return c // it is drawn after the next start
	}
	c.Params = maps.Clone(c.Params)
	if id := o.photos.id(c); id != "" {
		c.Params["photo"] = id
		return c
	}
	var drawing card.Drawing
	err := json.Unmarshal([]byte(c.Drawing), &drawing)
	if err == nil {
		c.Picture, err = drawing.PNG()
	}
	if err != nil {
		withoutPicture(&c.Method, c.Params)
	}
	return c
}

// id is Telegram's id of a picture that was sent before, "" for none.
func (p *photos) id(c chat.Call) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.ids[c.Drawing]
}

// sent notes Telegram's id of a picture, unless it is about one conversation.
func (p *photos) sent(c chat.Call, raw json.RawMessage) {
	var m struct {
		Photo photo `json:"photo"`
	}
	if !c.Shared || json.Unmarshal(raw, &m) != nil || m.Photo.file == "" {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.ids) >= maxPhotos {
		clear(p.ids)
	}
	p.ids[c.Drawing] = m.Photo.file
}

// forget drops an id that Telegram does not know any more.
func (p *photos) forget(c chat.Call) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.ids, c.Drawing)
}

// withoutPicture turns the call of a picture into one of its text.
func withoutPicture(method *string, params map[string]string) {
	*method = "sendMessage"
	params["text"], params["link_preview_options"] = params["caption"], `{"is_disabled":true}`
	delete(params, "caption")
	delete(params, "photo")
}

// upload is the body of a call that carries a picture.
type upload struct {
	params  map[string]string
	picture []byte
}

// into puts the body into a request, in place of the form that it has.
func (u upload) into(r *http.Request) {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, value := range u.params {
		_ = form.WriteField(name, value) // a buffer takes everything
	}
	file, _ := form.CreateFormFile("photo", "card")
	_, _ = file.Write(u.picture)
	_ = form.Close()
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Body, r.ContentLength, r.GetBody = io.NopCloser(&body), int64(body.Len()), nil
}
