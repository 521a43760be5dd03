package flows_test

import (
	"io/fs"
	"sync"
	"testing"

	"cekloker/flows"
	"cekloker/internal/content"
	"cekloker/locales"
)

// day is the day on which the content is checked, so that no test depends on
// the calendar.
const day = "2026-11-24"

// whole is the content, read once: nothing changes it afterwards, so all tests
// share it.
var whole = sync.OnceValues(func() (*content.Content, []content.Problem) {
	return content.Load(flows.FS, locales.FS, day)
})

func load(t *testing.T) *content.Content {
	t.Helper()
	c, wrong := whole()
	for _, p := range wrong {
		t.Error(p)
	}
	if t.Failed() {
		t.FailNow()
	}
	return c
}

func TestContentIsSound(t *testing.T) {
	t.Parallel()
	c := load(t)
	if len(c.Aging) > 0 {
		t.Errorf("past its review date on %s: %v", day, c.Aging)
	}
	if got := len(c.Offers); got < 12 {
		t.Errorf("%d offers written for the project, want at least 12", got)
	}
}

func TestEveryFolderHasItsContent(t *testing.T) {
	t.Parallel()
	for _, dir := range []string{"judge/phrases", "judge/signals", "channels", "hear/rules", "proof/offers"} {
		if entries, err := fs.ReadDir(flows.FS, dir); err != nil || len(entries) == 0 {
			t.Errorf("flows/%s: %d files, %v", dir, len(entries), err)
		}
	}
}
