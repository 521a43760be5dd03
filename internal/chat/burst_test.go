package chat_test

import (
	"strings"
	"testing"
	"time"

	"cekloker/internal/chat"
)

// Parts of offers, and what is said to them in the words of the fake messenger.
const (
	plainPart  = "Ada lowongan kerja admin toko di Jakarta, jam kerja 8 sampai 5"
	gravePart  = "Ternyata kerjanya di Kamboja, gaji 15 juta, pakai visa turis, tiket ditanggung"
	harmless   = "makasih banyak ya kak"
	fragment   = "jadi gini kak ceritanya"
	pleaPart   = "tolong saya disekap di sini, paspor diambil, saya dipukul"
	graveTitle = "verdict.l3.title"
	notHeard   = "talk.not_understood_here"
)

// Texts of one burst are taken one after the other, and what stands in the chat in the end.
func TestALaterPartOfABurstEditsTheAnswer(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		texts []string
		want  []string // a word of each message in the chat, in order
	}{
		"judged, then more":                {[]string{plainPart, gravePart}, []string{graveTitle}},
		"not understood, then an offer":    {[]string{fragment, gravePart}, []string{graveTitle}},
		"judged, then nothing new":         {[]string{gravePart, harmless}, []string{graveTitle}},
		"judged three times":               {[]string{plainPart, gravePart, "kata agennya bayar 3 juta dulu untuk pendaftaran"}, []string{graveTitle}},
		"judged, then danger":              {[]string{gravePart, pleaPart}, []string{graveTitle, "danger.ask"}},
		"danger, then something harmless":  {[]string{pleaPart, harmless}, []string{"danger.ask", "danger.ask"}},
		"not understood, twice":            {[]string{fragment, "catnya warna biru"}, []string{notHeard}},
		"judged, then the menu":            {[]string{gravePart, "menu"}, []string{graveTitle, "start."}},
		"danger, then an offer":            {[]string{pleaPart, gravePart}, []string{"danger.ask", "danger.ask"}},
		"not understood, then danger":      {[]string{fragment, pleaPart}, []string{notHeard, "danger.ask"}},
		"an answer to a question is apart": {[]string{"/cek", "1"}, []string{"check_offer", "check_offer"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newHarness(t, t.TempDir())
			for i, text := range c.texts {
				if err := d.Take(textUpdate(int64(i+1), 7, text)).Wait(); err != nil {
					t.Fatal(err)
				}
				d.waitDelivered(t)
			}
			got := d.messenger.texts()
			ok := len(got) == len(c.want)
			for i := range min(len(got), len(c.want)) {
				ok = ok && strings.Contains(got[i], c.want[i])
			}
			if !ok {
				t.Errorf("the chat shows\n%s\nwant %q", strings.Join(got, "\n"), c.want)
			}
		})
	}
}

// What was said before the exit is not read with what is said after it.
func TestTheExitEndsABurst(t *testing.T) {
	t.Parallel()
	d := newHarness(t, t.TempDir())
	for i, text := range []string{gravePart, "hapus", harmless} {
		if err := d.Take(textUpdate(int64(i+1), 7, text)).Wait(); err != nil {
			t.Fatal(err)
		}
		d.waitDelivered(t)
	}
	for _, text := range d.messenger.texts() {
		if strings.HasPrefix(text, "3 ") && strings.Contains(text, "verdict.") {
			t.Errorf("after the exit the bot says %q", text)
		}
	}
}

// An answer that was not sent yet is replaced in the outbox; one that is under way is
// edited as soon as its message is known.
func TestAnAnswerToABurstIsReplacedBeforeItIsSent(t *testing.T) {
	t.Parallel()
	for name, underWay := range map[string]bool{"unsent": false, "under way": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newHarness(t, t.TempDir())
			sending, sent := make(chan struct{}, 9), make(chan struct{})
			d.messenger.receipt = func(chat.Call) chat.Receipt {
				if !underWay {
					return chat.Receipt{Outcome: chat.OutcomeRetry, RetryAfter: time.Millisecond}
				}
				sending <- struct{}{}
				<-sent
				return chat.Receipt{}
			}
			first := d.Take(textUpdate(1, 7, plainPart))
			if err := first.Wait(); err != nil {
				t.Fatal(err)
			}
			if underWay {
				<-sending
			}
			if err := d.Take(textUpdate(2, 7, gravePart)).Wait(); err != nil {
				t.Fatal(err)
			}
			if underWay {
				close(sent)
			} else {
				d.messenger.mu.Lock()
				d.messenger.receipt = nil
				d.messenger.mu.Unlock()
				d.at.Add(1)
			}
			d.waitDelivered(t)
			if got := d.messenger.texts(); len(got) != 1 || !strings.Contains(got[0], graveTitle) {
				t.Errorf("the chat shows %q, want the second verdict alone", got)
			}
		})
	}
}

// The program ends between the two answers: the second one still edits the first, whose
// message is known on disk.
func TestAnEditOfABurstSurvivesARestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d := newHarness(t, dir)
	if err := d.Take(textUpdate(1, 7, plainPart)).Wait(); err != nil {
		t.Fatal(err)
	}
	d.waitDelivered(t)
	d.messenger.mu.Lock()
	d.messenger.receipt = func(chat.Call) chat.Receipt { return chat.Receipt{Outcome: chat.OutcomeRetry, RetryAfter: time.Hour} }
	d.messenger.mu.Unlock()
	if err := d.Take(textUpdate(2, 7, gravePart)).Wait(); err != nil {
		t.Fatal(err)
	}
	before := d.messenger.texts()
	d.stop(t)
	again := newHarness(t, dir)
	again.messenger.delivered = before
	if err := again.Start(); err != nil {
		t.Fatal(err)
	}
	again.waitDelivered(t)
	if got := again.messenger.texts(); len(got) != 1 || !strings.Contains(got[0], graveTitle) {
		t.Errorf("the chat shows %q, want the second verdict in place of the first", got)
	}
}

// A turn that could not be written comes again and is answered, with the parts before it.
func TestAPartOfABurstThatCouldNotBeWrittenComesAgain(t *testing.T) {
	t.Parallel()
	d := newHarness(t, t.TempDir())
	if err := d.Take(textUpdate(1, 7, plainPart)).Wait(); err != nil {
		t.Fatal(err)
	}
	d.waitDelivered(t)
	d.broken.Store(true)
	if d.Take(textUpdate(2, 7, gravePart)).Wait() == nil {
		t.Fatal("the commit succeeds on a full disk")
	}
	d.broken.Store(false)
	if err := d.Take(textUpdate(2, 7, gravePart)).Wait(); err != nil {
		t.Fatal(err)
	}
	d.waitDelivered(t)
	if got := d.messenger.texts(); len(got) != 1 || !strings.Contains(got[0], graveTitle) {
		t.Errorf("the chat shows %q, want the second verdict in place of the first", got)
	}
}
