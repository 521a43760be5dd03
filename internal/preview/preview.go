// Package preview serves a chat page for the browser on top of localapi: the same bot as
// on Telegram, on this machine only. Nothing that is typed there leaves the machine.
package preview

import (
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"

	"cekloker/internal/localapi"
)

//go:embed page
var files embed.FS

// previewUser is the Telegram id of the person who uses the page.
const previewUser = 1001

// Options is what the page needs.
type Options struct {
	Telegram *localapi.Server
	Restart  func() error // stops the bot and starts it again; nil when that is not possible
	Inspect  func(chat int64) (Inspection, error)
}

// Inspection shows developers what the bot keeps of a chat and what follows from it.
type Inspection struct {
	Flows   []string    `json:"flows"`   // open flows, the current one last
	Answers [][2]string `json:"answers"` // slot and value
	Verdict string      `json:"verdict"` // level and the rule that set it, "" without an offer
	Signals []string    `json:"signals"` // with their strength
}

// Handler serves the page. It refuses requests from other machines and other sites,
// which must not act through somebody's browser.
func Handler(o Options) http.Handler {
	p := &page{o: o, person: o.Telegram.Person(previewUser, "id")}
	root, err := fs.Sub(files, "page")
	if err != nil {
		panic("the embedded page is part of this package: " + err.Error())
	}
	mux := http.NewServeMux()
	mux.Handle("GET /", http.FileServerFS(root))
	mux.HandleFunc("GET /events", p.events)
	mux.HandleFunc("GET /kept", p.inspect)
	mux.HandleFunc("GET /photo/{id}", p.photo)
	mux.HandleFunc("POST /do", p.handleAction)
	mux.HandleFunc("POST /picture", p.picture)
	return guard(mux)
}

type page struct {
	o      Options
	person localapi.Person // the same person whatever the language of the app is
}

func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		ip := net.ParseIP(host)
		if host != "localhost" && (ip == nil || !ip.IsLoopback()) {
			http.Error(w, "this page is for this machine only", http.StatusForbidden)
			return
		}
		if site := r.Header.Get("Sec-Fetch-Site"); r.Method == http.MethodPost && site != "" && site != "same-origin" {
			http.Error(w, "another page may not talk here", http.StatusForbidden)
			return
		}
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// events sends the messages of the chat, again whenever they change.
func (p *page) events(w http.ResponseWriter, r *http.Request) {
	flusher, ok := w.(http.Flusher)
	if !ok {
		http.Error(w, "the connection cannot stream", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	for {
		changed := p.o.Telegram.Changed()
		state, err := json.Marshal(map[string]any{"messages": p.person.Messages(), "toast": p.person.Toast()})
		if err != nil {
			return
		}
		if _, err := fmt.Fprintf(w, "data: %s\n\n", state); err != nil {
			return
		}
		flusher.Flush()
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		}
	}
}

// inspect shows what the bot keeps of the chat now.
func (p *page) inspect(w http.ResponseWriter, _ *http.Request) {
	if p.o.Inspect == nil {
		http.Error(w, "nobody can look into this bot", http.StatusNotFound)
		return
	}
	kept, err := p.o.Inspect(previewUser)
	if err != nil {
		http.Error(w, "the records cannot be read now", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(kept)
}

// action is what somebody does on the page.
type action struct {
	Do      string `json:"do"` // say, forward, tap, send, lang, restart
	Text    string `json:"text"`
	Message int64  `json:"message"`
	Data    string `json:"data"`
}

func (p *page) handleAction(w http.ResponseWriter, r *http.Request) {
	var d action
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&d); err != nil {
		http.Error(w, "that is too long or no JSON", http.StatusBadRequest)
		return
	}
	if err := p.perform(d); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// picture sends a picture. The page hands it on as it is: nothing here opens it.
func (p *page) picture(w http.ResponseWriter, r *http.Request) {
	const longest = 10 << 20
	content, err := io.ReadAll(http.MaxBytesReader(w, r.Body, longest))
	if err != nil || len(content) == 0 {
		http.Error(w, "that is too large, or nothing", http.StatusBadRequest)
		return
	}
	p.person.SendPicture(content, r.URL.Query().Get("caption"), "")
	w.WriteHeader(http.StatusNoContent)
}

// photo shows a picture that the bot sent. Those of the person are not served: nothing here
// opens them.
func (p *page) photo(w http.ResponseWriter, r *http.Request) {
	for _, m := range p.person.Messages() {
		if m.Photo == r.PathValue("id") {
			w.Header().Set("Content-Type", "image/png")
			_, _ = w.Write(p.o.Telegram.File(m.Photo)) // the page may be gone
			return
		}
	}
	http.NotFound(w, r)
}

func (p *page) perform(d action) error {
	const longest = 4096 // as Telegram
	if len([]rune(d.Text)) > longest {
		return fmt.Errorf("a message has at most %d characters", longest)
	}
	switch d.Do {
	case "say":
		p.person.Say(d.Text)
	case "forward":
		p.person.Forward(d.Text)
	case "tap":
		return p.person.TapData(d.Message, d.Data)
	case "lang":
		if d.Text != "id" && d.Text != "en" {
			return fmt.Errorf("the app speaks id or en")
		}
		p.o.Telegram.Person(previewUser, d.Text)
	case "send":
		p.person.Send(map[string]any{d.Text: []any{}})
	case "restart":
		if p.o.Restart == nil {
			return fmt.Errorf("this bot cannot be restarted from here")
		}
		return p.o.Restart()
	default:
		return fmt.Errorf("nobody knows how to do that")
	}
	return nil
}
