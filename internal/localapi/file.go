package localapi

import (
	"fmt"
	"net/http"
	"strings"
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

// SendPicture sends a picture, with a caption or "", as one of an album or of none ("").
func (p Person) SendPicture(content []byte, caption, album string) int64 {
	p.s.mu.Lock()
	id := p.s.files.add(content)
	p.s.mu.Unlock()
	fields := map[string]any{"photo": []any{map[string]any{"file_id": id, "file_unique_id": id, "width": 1000, "height": 1000, "file_size": len(content)}}}
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
