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

// What goes wrong with one update is told under one code, that of another update
// under another, and the person reads the code.
func TestTheLinesOfOneUpdateHaveOneCode(t *testing.T) {
	t.Parallel()
	d := deskIn(t, t.TempDir())
	tries := map[string]int{}
	d.messenger.answer = func(c chat.Call) chat.Receipt {
		if tries[c.Params["text"]]++; tries[c.Params["text"]] > 1 {
			return chat.Receipt{}
		}
		return chat.Receipt{Outcome: chat.Retry, Err: errors.New("no way out")}
	}
	d.messenger.render = func() {
		if d.messenger.panics.Add(-1) >= 0 {
			panic("kenari rahasia")
		}
	}
	var codes []string
	for number := int64(1); number <= 2; number++ {
		d.messenger.panics.Store(1)
		if err := d.Take(said(number, chat.ID(number), "/cek")).Wait(); err != nil {
			t.Fatal(err)
		}
		until(t, "the reply", func() bool { d.at.Add(1); return len(d.messenger.read()) == int(number) })
		codes = append(codes, d.messenger.read()[number-1][len(d.messenger.read()[number-1])-6:])
	}
	d.seen.mu.Lock()
	defer d.seen.mu.Unlock()
	if codes[0] == codes[1] || len(d.seen.told) != 2 {
		t.Errorf("codes %q, told %v", codes, d.seen.told)
	}
	for _, code := range codes {
		if got := d.seen.told[chat.Ref(code)]; !slices.Equal(got, []string{"turn", "deliver"}) {
			t.Errorf("under %s was told %q", code, got)
		}
	}
}

// A commit that fails and its next try are two attempts with a code each; a call
// left over from before a restart has one as well.
func TestFailedCommitsAndOldRepliesHaveCodes(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d := deskIn(t, dir)
	d.broken.Store(true)
	u := said(1, 7, "/cek")
	u.Ref = chat.NewRef()
	if err := d.Take(u).Wait(); err == nil {
		t.Fatal("taken without a commit")
	}
	d.seen.mu.Lock()
	if got := d.seen.told[u.Ref]; !slices.Equal(got, []string{"commit"}) {
		t.Errorf("told %q", got)
	}
	d.seen.mu.Unlock()
	d.broken.Store(false)
	d.messenger.answer = func(chat.Call) chat.Receipt { return chat.Receipt{Outcome: chat.Retry, Err: errors.New("no way out")} }
	if err := d.Take(u).Wait(); err != nil {
		t.Fatal(err)
	}
	until(t, "a try", func() bool { return d.seen.failures.Load() > 1 })
	d.stop(t)
	late := deskIn(t, dir)
	late.messenger.answer = d.messenger.answer
	if err := late.Start(); err != nil {
		t.Fatal(err)
	}
	until(t, "another try", func() bool { return late.seen.failures.Load() > 0 })
	late.seen.mu.Lock()
	defer late.seen.mu.Unlock()
	if _, same := late.seen.told[u.Ref]; same || len(late.seen.told) != 1 {
		t.Errorf("told %v; the code of before the stop is %s", slices.Collect(maps.Keys(late.seen.told)), u.Ref)
	}
}

func TestACodeIsShortAndReadableAloud(t *testing.T) {
	t.Parallel()
	form := regexp.MustCompile(`^[34679CDFGHJKMPRTWXY]{6}$`)
	seen := map[chat.Ref]bool{}
	for range 1000 {
		ref := chat.NewRef()
		if !form.MatchString(string(ref)) || strings.ContainsAny(string(ref), "0O1IL2Z5S8BUVAEQN") {
			t.Fatalf("%q", ref)
		}
		seen[ref] = true
	}
	if len(seen) < 990 {
		t.Errorf("%d different ones of 1000", len(seen))
	}
}
