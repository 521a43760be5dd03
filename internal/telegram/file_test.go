package telegram

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// The address of a file holds the token. Whatever goes wrong, the token stands in no
// error.
func TestNoErrorOfAFileTellsTheToken(t *testing.T) {
	t.Parallel()
	const token = "123456:very-secret-token"
	for name, serve := range map[string]http.HandlerFunc{
		"cut off": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write([]byte("half"))
			panic(http.ErrAbortHandler)
		},
		"no answer": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"not there": http.NotFound,
		"elsewhere": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://127.0.0.1:1"+r.URL.Path, http.StatusFound)
		},
		"without end":   func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, MaxFile+10)) },
		"much too slow": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.HasPrefix(r.URL.Path, "/file/") {
					serve(w, r)
					return
				}
				_, _ = w.Write([]byte(`{"ok":true,"result":{"file_id":"a","file_path":"photos/a.jpg"}}`))
			}))
			defer server.Close()
			_, err := NewClient(server.URL, token, Timeouts{File: 300 * time.Millisecond}).Download(t.Context(), "a")
			if err == nil || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), server.URL) {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestWhichVersionOfAPictureIsFetched(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ message, want string }{
		"the largest":           {`{"photo":[{"file_id":"s","width":90,"height":90},{"file_id":"l","width":1280,"height":960,"file_size":200000},{"file_id":"m","width":320,"height":240}]}`, "l"},
		"one that is not huge":  {`{"photo":[{"file_id":"m","width":320,"height":240},{"file_id":"l","width":9000,"height":9000}]}`, "m"},
		"none":                  {`{"photo":[{}]}`, ""},
		"no list":               {`{"photo":{"file_id":"x"}}`, ""},
		"a picture as a file":   {`{"document":{"file_id":"d","mime_type":"image/png","file_size":9}}`, "d"},
		"a large one as a file": {`{"document":{"file_id":"d","mime_type":"image/png","file_size":99999999}}`, ""},
		"another file":          {`{"document":{"file_id":"d","mime_type":"application/pdf"}}`, ""},
	} {
		var m message
		if err := json.Unmarshal([]byte(c.message), &m); err != nil {
			t.Fatal(err)
		}
		if got := m.picture(); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
