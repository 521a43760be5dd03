package chat_test

import (
	"errors"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cekloker/internal/chat"
)

// All failures of one update have the same code, other updates have other codes, and the
// person reads the code.
func TestTheLinesOfOneUpdateHaveOneCode(t *testing.T) {
	t.Parallel()
	d := newHarness(t, t.TempDir())
	tries := map[string]int{}
	d.messenger.receipt = func(c chat.Call) chat.Receipt {
		if tries[c.Params["text"]]++; tries[c.Params["text"]] > 1 {
			return chat.Receipt{}
		}
		return chat.Receipt{Outcome: chat.OutcomeRetry, Err: errors.New("no way out")}
	}
	d.messenger.render = func() {
		if d.messenger.panics.Add(-1) >= 0 {
			panic("kenari rahasia")
		}
	}
	var codes []string
	for number := int64(1); number <= 2; number++ {
		d.messenger.panics.Store(1)
		if err := d.Take(textUpdate(number, chat.ID(number), "/cek")).Wait(); err != nil {
			t.Fatal(err)
		}
		waitFor(t, "the reply", func() bool { d.at.Add(1); return len(d.messenger.texts()) == int(number) })
		codes = append(codes, d.messenger.texts()[number-1][len(d.messenger.texts()[number-1])-6:])
	}
	d.failures.mu.Lock()
	defer d.failures.mu.Unlock()
	if codes[0] == codes[1] || len(d.failures.byRef) != 2 {
		t.Errorf("codes %q, told %v", codes, d.failures.byRef)
	}
	for _, code := range codes {
		if got := d.failures.byRef[chat.UpdateCode(code)]; !slices.Equal(got, []string{"turn", "deliver"}) {
			t.Errorf("under %s was told %q", code, got)
		}
	}
}

// A failed commit and the next try have different codes. A call from before a restart has
// a code too.
func TestFailedCommitsAndOldRepliesHaveCodes(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d := newHarness(t, dir)
	d.broken.Store(true)
	u := textUpdate(1, 7, "/cek")
	u.Ref = chat.NewUpdateCode()
	if err := d.Take(u).Wait(); err == nil {
		t.Fatal("taken without a commit")
	}
	d.failures.mu.Lock()
	if got := d.failures.byRef[u.Ref]; !slices.Equal(got, []string{"commit"}) {
		t.Errorf("told %q", got)
	}
	d.failures.mu.Unlock()
	d.broken.Store(false)
	d.messenger.receipt = func(chat.Call) chat.Receipt {
		return chat.Receipt{Outcome: chat.OutcomeRetry, Err: errors.New("no way out")}
	}
	if err := d.Take(u).Wait(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, "a try", func() bool { return d.failures.failures.Load() > 1 })
	d.stop(t)
	late := newHarness(t, dir)
	late.messenger.receipt = d.messenger.receipt
	if err := late.Start(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, "another try", func() bool { return late.failures.failures.Load() > 0 })
	late.failures.mu.Lock()
	defer late.failures.mu.Unlock()
	if _, same := late.failures.byRef[u.Ref]; same || len(late.failures.byRef) != 1 {
		t.Errorf("told %v; the code of before the stop is %s", slices.Collect(maps.Keys(late.failures.byRef)), u.Ref)
	}
}

func TestACodeIsShortAndReadableAloud(t *testing.T) {
	t.Parallel()
	form := regexp.MustCompile(`^[34679CDFGHJKMPRTWXY]{6}$`)
	seen := map[chat.UpdateCode]bool{}
	for range 1000 {
		ref := chat.NewUpdateCode()
		if !form.MatchString(string(ref)) || strings.ContainsAny(string(ref), "0O1IL2Z5S8BUVAEQN") {
			t.Fatalf("%q", ref)
		}
		seen[ref] = true
	}
	if len(seen) < 990 {
		t.Errorf("%d different ones of 1000", len(seen))
	}
}
