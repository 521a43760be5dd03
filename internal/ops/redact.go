// Package ops serves the people who operate the bot: health, metrics, and a log that
// holds no words, ids or keys of anybody.
package ops

import (
	"bytes"
	"io"
	"regexp"
	"sync"
)

// tokenForm is the form of a Bot API token. Any such string is hidden, also one that is
// not among the secrets.
var tokenForm = regexp.MustCompile(`\b\d{5,}:[A-Za-z0-9_-]{20,}`)

// Redactor hides secrets in everything written through its writers.
type Redactor struct {
	mu      sync.RWMutex
	secrets [][]byte
}

// NewRedactor hides the given secrets; empty ones are ignored.
func NewRedactor(secrets ...string) *Redactor {
	r := &Redactor{}
	for _, s := range secrets {
		r.Add(s)
	}
	return r
}

// Add hides one more secret.
func (r *Redactor) Add(secret string) {
	if len(secret) < 4 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.secrets = append(r.secrets, []byte(secret))
}

// Redact returns text with secrets hidden.
func (r *Redactor) Redact(text []byte) []byte {
	r.mu.RLock()
	defer r.mu.RUnlock()
	for _, s := range r.secrets {
		text = bytes.ReplaceAll(text, s, []byte("[hidden]"))
	}
	return tokenForm.ReplaceAll(text, []byte("[hidden]"))
}

// Writer returns a writer that redacts every write before it reaches w. A secret that
// is split over two writes would pass; loggers and panics write whole lines.
func (r *Redactor) Writer(w io.Writer) io.Writer { return &redactingWriter{r: r, w: w} }

type redactingWriter struct {
	r *Redactor
	w io.Writer
}

func (c *redactingWriter) Write(p []byte) (int, error) {
	if _, err := c.w.Write(c.r.Redact(p)); err != nil {
		return 0, err
	}
	return len(p), nil
}
