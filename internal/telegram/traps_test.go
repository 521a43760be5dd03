package telegram

import (
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// usedOfTheLibrary are the only names of the library that are used. The rest has no
// timeouts and no contexts. Its polls lose updates, spin and panic. Debug prints what
// people write. Send decodes every answer as a message. An empty keyboard encodes as
// null. FromChat panics for a button of an inline message, Command accepts commands for
// other bots, and IsMessageToMe looks for a substring. EscapeText leaves quotes as they
// are. File.Link holds the token. The webhook helpers check no secret and bound no body.
// Requests of other types cannot be added, uploads cannot be repeated, and the
// constructor needs the network.
var usedOfTheLibrary = []string{"BotAPI", "Error"}

// usedOfABot are the fields and methods of its bot that are used.
var usedOfABot = []string{"Token", "Client", "SetAPIEndpoint", "MakeRequest"}

func TestTheLibraryIsUsedForOneThing(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := s.X.(*ast.Ident); ok && x.Name == "tgbotapi" {
				used[s.Sel.Name] = true
				if !slices.Contains(usedOfTheLibrary, s.Sel.Name) {
					t.Errorf("%s uses tgbotapi.%s; only %v", name, s.Sel.Name, usedOfTheLibrary)
				}
			}
			if x, ok := s.X.(*ast.Ident); ok && x.Name == "bot" && name == "client.go" && !slices.Contains(usedOfABot, s.Sel.Name) {
				t.Errorf("%s uses bot.%s; only %v", name, s.Sel.Name, usedOfABot)
			}
			return true
		})
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, forbidden := range []string{"http.DefaultClient", "http.DefaultServeMux", "http.Handle", "tgbotapi.EscapeText", "Debug:"} {
			if strings.Contains(string(data), forbidden) {
				t.Errorf("%s holds %s", name, forbidden)
			}
		}
	}
	if !used["BotAPI"] {
		t.Error("this test looks at the wrong files: nothing uses the library")
	}
}

const leaky = "4242:a-token-that-must-stay-hidden-0123456789"

// newFixedClient returns a client of a server that gives every call the same answer.
func newFixedClient(t *testing.T, answer http.HandlerFunc) *Client {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	return NewClient(server.URL, leaky, Timeouts{})
}

// Every error hides the token, has Telegram's code even when the answer is not JSON, and
// has the wait that Telegram asks for.
func TestEveryFailureIsAnErrorWithoutTheToken(t *testing.T) {
	t.Parallel()
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		t.Errorf("a redirect carried the token to %s", r.URL.Path)
	}))
	t.Cleanup(elsewhere.Close)
	for name, c := range map[string]struct {
		answer  http.HandlerFunc
		code    int
		foreign bool
		wait    time.Duration
	}{
		"refused": {func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(401)
			wrote(w, `{"ok":false,"error_code":401,"description":"Unauthorized `+leaky+`"}`)
		}, 401, false, 0},
		"too fast": {func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(429)
			wrote(w, `{"ok":false,"error_code":429,"description":"x","parameters":{"retry_after":7}}`)
		}, 429, false, 7 * time.Second},
		"too fast, header": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", "9")
			w.WriteHeader(429)
			wrote(w, `{"ok":false,"error_code":429,"description":"x"}`)
		}, 429, false, 9 * time.Second},
		"without a code": {func(w http.ResponseWriter, r *http.Request) {
			wrote(w, `{"ok":false,"description":"x","parameters":{"retry_after":3}}`)
		}, 0, false, 3 * time.Second},
		"a proxy's page": {func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(502)
			wrote(w, "<html>"+r.URL.Path+"</html>")
		}, 502, true, 0},
		"an empty answer": {func(w http.ResponseWriter, r *http.Request) {}, 200, true, 0},
		"half an answer":  {func(w http.ResponseWriter, r *http.Request) { wrote(w, `{"ok":tr`) }, 200, true, 0},
		"another JSON":    {func(w http.ResponseWriter, r *http.Request) { wrote(w, `[]`) }, 200, true, 0},
		"a redirect": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL+r.URL.Path, http.StatusFound)
		}, 302, true, 0},
		"9 MiB": {func(w http.ResponseWriter, r *http.Request) {
			wrote(w, `{"ok":true,"result":"`+strings.Repeat("x", 9<<20)+`"}`)
		}, 200, true, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := newFixedClient(t, c.answer).call(t.Context(), "getMe", nil)
			var e *Error
			if !errors.As(err, &e) || e.Code != c.code || e.NotBotAPI != c.foreign || e.RetryAfter != c.wait {
				t.Errorf("got %+v, want code %d, foreign %v, wait %v", err, c.code, c.foreign, c.wait)
			}
			checkNoToken(t, err)
		})
	}
	for name, address := range map[string]string{"nobody there": "http://127.0.0.1:1", "no address": "http://%zz", "no host": "http://nowhere.invalid"} {
		_, err := NewClient(address, leaky, Timeouts{}).call(t.Context(), "getMe", nil)
		if err == nil {
			t.Errorf("%s: no error", name)
		}
		checkNoToken(t, err)
	}
	tls := httptest.NewUnstartedServer(http.NotFoundHandler())
	tls.Config.ErrorLog = log.New(io.Discard, "", 0)
	tls.StartTLS()
	t.Cleanup(tls.Close)
	_, err := NewClient(tls.URL, leaky, Timeouts{}).call(t.Context(), "getMe", nil)
	checkNoToken(t, err)
}

func wrote(w io.Writer, text string) { _, _ = io.WriteString(w, text) }

func checkNoToken(t *testing.T, err error) {
	t.Helper()
	if err == nil || strings.Contains(err.Error(), "stay-hidden") {
		t.Errorf("the token stands in %v", err)
	}
}

// A call ends with its context, whether the server is silent or slow.
func TestACallEndsWithItsContext(t *testing.T) {
	t.Parallel()
	stop := make(chan struct{})
	t.Cleanup(func() { close(stop) })
	c := newFixedClient(t, func(w http.ResponseWriter, r *http.Request) {
		wrote(w, `{"ok":true,`)
		w.(http.Flusher).Flush()
		select {
		case <-stop:
		case <-r.Context().Done():
		}
	})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	began := time.Now()
	if _, err := c.call(ctx, "getUpdates", nil); err == nil || time.Since(began) > 5*time.Second {
		t.Errorf("%v after %v", err, time.Since(began))
	}
}
