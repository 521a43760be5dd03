package preview

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"cekloker/internal/localapi"
)

func TestThePageIsForThisMachineOnly(t *testing.T) {
	t.Parallel()
	h := Handler(Options{Telegram: localapi.ForTest(t, "1:token", "TestBot", time.Now)})
	for _, c := range []struct {
		name, method, path, host, site, body string
		want                                 int
	}{
		{"the page on loopback", "GET", "/", "127.0.0.1:8080", "", "", 200},
		{"the page by another name", "GET", "/", "evil.example", "", "", 403},
		{"a deed of the page", "POST", "/do", "localhost:8080", "same-origin", `{"do":"say","text":"halo"}`, 204},
		{"a deed from another page", "POST", "/do", "localhost:8080", "cross-site", `{"do":"say","text":"halo"}`, 403},
		{"a text longer than Telegram takes", "POST", "/do", "localhost:8080", "", `{"do":"say","text":"` + strings.Repeat("a", 5000) + `"}`, 400},
		{"no JSON", "POST", "/do", "localhost:8080", "", "halo", 400},
		{"a language the app does not speak", "POST", "/do", "localhost:8080", "", `{"do":"lang","text":"xx"}`, 400},
		{"a restart where there is none", "POST", "/do", "localhost:8080", "", `{"do":"restart"}`, 400},
		{"what is kept, where nobody can look", "GET", "/kept", "localhost:8080", "", "", 404},
		{"a picture", "POST", "/picture", "localhost:8080", "same-origin", "any bytes", 204},
		{"a picture from another page", "POST", "/picture", "localhost:8080", "cross-site", "any bytes", 403},
		{"no picture", "POST", "/picture", "localhost:8080", "", "", 400},
		{"an unknown deed", "POST", "/do", "localhost:8080", "", `{"do":"dance"}`, 400},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(c.method, c.path, strings.NewReader(c.body))
			r.Host = c.host
			if c.site != "" {
				r.Header.Set("Sec-Fetch-Site", c.site)
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != c.want {
				t.Errorf("got %d %q, want %d", w.Code, w.Body, c.want)
			}
			if w.Code == http.StatusOK && w.Header().Get("Content-Security-Policy") == "" {
				t.Error("the page has no content security policy")
			}
		})
	}
}
