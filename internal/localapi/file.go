package localapi

import (
	"bytes"
	"fmt"
	"image/png"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"
)

// files are the files that people have sent, by their ids. They live in memory, the
// newest ones only.
type files struct {
	byID map[string][]byte
	ids  []string
	last int
}

const maxFiles = 200

// add keeps a file and returns its id. s.mu is held.
func (f *files) add(content []byte) string {
	if f.byID == nil {
		f.byID = map[string][]byte{}
	}
	f.last++
	id := fmt.Sprintf("file%d", f.last)
	f.byID[id], f.ids = content, append(f.ids, id)
	if len(f.ids) > maxFiles {
		delete(f.byID, f.ids[0])
		f.ids = f.ids[1:]
	}
	return id
}

// sizes is a photo as messages have it. s.mu is held.
func (f *files) sizes(id string) []any {
	return []any{map[string]any{"file_id": id, "file_unique_id": id, "width": 1000, "height": 1000, "file_size": len(f.byID[id])}}
}

// takePhoto takes the picture that a call carries.
func (c *Call) takePhoto(r *http.Request) {
	file, _, err := r.FormFile("photo")
	if err != nil {
		return
	}
	defer file.Close()
	c.Photo, _ = io.ReadAll(file) // it is in memory already
	c.Params["photo"] = "attached"
}

// sendPhoto sends a picture that comes with the call, or one that the server has. s.mu is held.
func (s *Server) sendPhoto(r *room, c Call) (any, *CallFailure) {
	const maxCaption = 1024
	if refused := checkText(c.Params["caption"], c.Params["parse_mode"]); refused != nil {
		return nil, refused
	}
	if text, _ := Visible(c.Params["caption"]); utf8.RuneCountInString(text) > maxCaption {
		return nil, badRequest("message caption is too long")
	}
	rows, refused := keyboard(c.Params["reply_markup"])
	if refused != nil {
		return nil, refused
	}
	id := c.Params["photo"]
	if c.Photo != nil {
		if _, err := png.DecodeConfig(bytes.NewReader(c.Photo)); err != nil {
			return nil, badRequest("IMAGE_PROCESS_FAILED")
		}
		id = s.files.add(c.Photo)
	}
	if s.files.byID[id] == nil {
		return nil, badRequest("wrong remote file identifier specified")
	}
	r.last++
	m := &Message{ID: r.last, HTML: c.Params["caption"], Photo: id, Rows: rows, Silent: c.Params["disable_notification"] == "true", At: s.now()}
	r.messages = appendBounded(r.messages, m, s.historyLimit)
	return s.shape(r, m), nil
}

// File returns the bytes of a file that the server has, nil for none.
func (s *Server) File(id string) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.files.byID[id]
}

// SendPicture sends a picture, with a caption or "", as one of an album or of none ("").
func (p Person) SendPicture(content []byte, caption, album string) int64 {
	p.s.mu.Lock()
	id := p.s.files.add(content)
	fields := map[string]any{"photo": p.s.files.sizes(id)}
	p.s.mu.Unlock()
	if caption != "" {
		fields["caption"] = caption
	}
	if album != "" {
		fields["media_group_id"] = album
	}
	return p.Send(fields)
}

// getFile tells where a file is fetched. s.mu is held.
func (s *Server) getFile(c Call) (any, *CallFailure) {
	id := c.Params["file_id"]
	content, ok := s.files.byID[id]
	if !ok {
		return nil, badRequest("wrong file_id or the file is temporarily unavailable")
	}
	return map[string]any{"file_id": id, "file_unique_id": id, "file_size": len(content), "file_path": "photos/" + id + ".jpg"}, nil
}

// serveFile serves a file under the token and its path.
func (s *Server) serveFile(w http.ResponseWriter, path string) {
	token, name, _ := strings.Cut(path, "/")
	id := strings.TrimSuffix(strings.TrimPrefix(name, "photos/"), ".jpg")
	s.mu.Lock()
	content, ok := s.files.byID[id]
	s.mu.Unlock()
	if token != s.token || !ok {
		http.NotFound(w, nil)
		return
	}
	_, _ = w.Write(content) // whoever fetches it may leave
}
