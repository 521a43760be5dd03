package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// MaxFile is how many bytes of a file are fetched at most.
const MaxFile = 10 << 20

// mostPixels is the size from which on a smaller version of a photo is fetched.
const mostPixels = 16 << 20

// photo is the largest version of a photo that is fetched.
type photo struct {
	present present
	file    string // Telegram's id; "" when no version can be fetched
}

// UnmarshalJSON notes that the photo is there and which version of it is fetched. A list
// that cannot be read counts as a photo that cannot be fetched.
func (p *photo) UnmarshalJSON(data []byte) error {
	p.present = string(data) != "null"
	var sizes []struct {
		File   string `json:"file_id"`
		Width  int    `json:"width"`
		Height int    `json:"height"`
		Bytes  int    `json:"file_size"`
	}
	if json.Unmarshal(data, &sizes) != nil {
		return nil
	}
	best := 0
	for _, s := range sizes {
		if pixels := s.Width * s.Height; s.File != "" && s.Bytes <= MaxFile && pixels <= mostPixels && pixels >= best {
			best, p.file = pixels, s.File
		}
	}
	return nil
}

// document is a file, which may be a picture.
type document struct {
	present present
	file    string // Telegram's id of a picture; "" for any other file
}

// UnmarshalJSON notes that the document is there, and whether it is a picture.
func (d *document) UnmarshalJSON(data []byte) error {
	d.present = string(data) != "null"
	var f struct {
		File  string `json:"file_id"`
		Type  string `json:"mime_type"`
		Bytes int    `json:"file_size"`
	}
	if json.Unmarshal(data, &f) != nil || f.Bytes > MaxFile {
		return nil
	}
	switch f.Type {
	case "image/jpeg", "image/png", "image/webp":
		d.file = f.File
	}
	return nil
}

func (d document) picture() present { return d.file != "" }

// picture is the id of the file of a picture; "" for none.
func (m *message) picture() string {
	if m.Photo.file != "" {
		return m.Photo.file
	}
	return m.Document.file
}

// errFile is a file that was not fetched. The address of a file holds the token, so no
// error repeats it.
var errFile = errors.New("the file cannot be fetched")

// Download fetches a file, at most MaxFile bytes of it.
func (c *Client) Download(ctx context.Context, file string) ([]byte, error) {
	result, err := c.call(ctx, "getFile", map[string]string{"file_id": file})
	if err != nil {
		return nil, err
	}
	var f struct {
		Path string `json:"file_path"`
	}
	if json.Unmarshal(result, &f) != nil || f.Path == "" || strings.HasPrefix(f.Path, "/") {
		return nil, errFile
	}
	ctx, cancel := context.WithTimeout(ctx, c.timeouts.File)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.fileAddress(f.Path), nil)
	if err != nil {
		return nil, errFile
	}
	resp, err := c.conns.current().Do(req)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errFile, errNetwork)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%w: the server answers %d", errFile, resp.StatusCode)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, MaxFile+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w: it was cut off", errFile)
	case len(body) > MaxFile:
		return nil, fmt.Errorf("%w: it is larger than %d bytes", errFile, MaxFile)
	}
	return body, nil
}

// fileAddress is where a file is fetched.
func (c *Client) fileAddress(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return c.server + "/file/bot" + c.token + "/" + strings.Join(parts, "/")
}
