package main

import (
	"bytes"
	"image/png"
	"os"
	"runtime"
	"runtime/metrics"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"cekloker/internal/card"
	"cekloker/internal/chat"
	"cekloker/internal/localapi"
	"cekloker/internal/telegram"
)

const (
	cardStart  = "/start visa_turis"
	asPicture  = "Kirim sebagai gambar"
	cardsTitle = "Visa turis"
)

// picturesOf are the pictures that a person got.
func picturesOf(who localapi.Person) (out []localapi.Message) {
	for _, m := range who.Messages() {
		if m.Photo != "" {
			out = append(out, m)
		}
	}
	return out
}

// gets waits until a person has so many pictures.
func (s *testBot) gets(t *testing.T, who localapi.Person, n int) localapi.Message {
	t.Helper()
	if _, err := who.Until(s.ctx, func([]localapi.Message) bool { return true }); err != nil {
		t.Fatal(err)
	}
	_, err := who.Until(s.ctx, func(all []localapi.Message) bool {
		found := 0
		for _, m := range all {
			if m.Photo != "" {
				found++
			}
		}
		return found >= n
	})
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, shown(who), s.log)
	}
	return picturesOf(who)[n-1]
}

// asks opens a card and asks for its picture.
func (s *testBot) asks(t *testing.T, who localapi.Person) {
	t.Helper()
	who.Say(cardStart)
	s.says(t, who, cardsTitle)
	if err := who.Tap(asPicture); err != nil {
		t.Fatal(err)
	}
}

// A card comes as a picture with its words below it; the second person gets the file that
// Telegram has already. After a restart nobody knows its id any more.
func TestACardComesAsAPicture(t *testing.T) {
	t.Parallel()
	s := startTestBot(t, nil)
	for i, want := range []string{"attached", "file1", "attached"} {
		if i == 2 {
			s.stop()
			s.start(t, nil)
		}
		who := s.Person(int64(1+i), "id")
		s.asks(t, who)
		m := s.gets(t, who, 1)
		size, err := png.DecodeConfig(bytes.NewReader(s.File(m.Photo)))
		if err != nil || size.Width != card.Width || size.Height != card.Height || len(s.File(m.Photo)) > card.MaxBytes {
			t.Errorf("a picture of %v with %d bytes: %v", size, len(s.File(m.Photo)), err)
		}
		if !strings.Contains(m.HTML, cardsTitle) || !strings.Contains(m.HTML, "Lakukan") || !strings.Contains(m.HTML, "Sumber") || !m.Silent {
			t.Errorf("its words are %q", m.HTML)
		}
		sent := ""
		for _, c := range s.Calls() {
			if c.Method == "sendPhoto" {
				sent = c.Params["photo"]
			}
		}
		if sent != want {
			t.Errorf("person %d: the photo is %q, want %q", i, sent, want)
		}
	}
}

// A picture of a result belongs to one person: it is drawn each time.
func TestAResultComesAsAPicture(t *testing.T) {
	t.Parallel()
	s := startTestBot(t, nil)
	for _, who := range []localapi.Person{s.Person(1, "id"), s.Person(2, "id")} {
		who.Say(posterText)
		s.says(t, who, "Tahan dulu")
		who.Say("kirim sebagai gambar")
		m := s.gets(t, who, 1)
		if !strings.HasPrefix(m.HTML, "Tahan dulu. Ada ") || !strings.Contains(m.HTML, "Seharusnya") || !strings.Contains(m.HTML, "Dibuat") {
			t.Errorf("its words are %q", m.HTML)
		}
		for _, kept := range []string{"Kamboja", "900", "0812"} {
			if strings.Contains(m.HTML, kept) {
				t.Errorf("its words name %q: %q", kept, m.HTML)
			}
		}
	}
	for _, c := range s.Calls() {
		if c.Method == "sendPhoto" && c.Photo == nil {
			t.Errorf("the file of somebody else is sent: %s", c.Params["photo"])
		}
	}
}

// Whoever leaves while a picture is drawn gets none, and the chat is empty; in danger none
// comes either.
func TestNoPictureArrivesAfterLeaving(t *testing.T) {
	t.Parallel()
	for name, says := range map[string]string{"the exit": "KELUAR", "danger": "tolong saya disekap di kamboja, paspor diambil"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			drawn, left := make(chan struct{}), make(chan struct{})
			var once atomic.Bool
			s := startTestBot(t, func(v *serveConfig) {
				v.checkpoint = func(at string) {
					if at == "drawn" && once.CompareAndSwap(false, true) {
						close(drawn)
						<-left
					}
				}
			})
			who := s.Person(1, "id")
			s.asks(t, who)
			<-drawn
			who.Say(says)
			if !s.Until(s.ctx, func() bool { return s.Pending() == 0 }) {
				t.Fatal("updates wait still")
			}
			close(left)
			if says == "KELUAR" {
				if _, err := who.Until(s.ctx, func(all []localapi.Message) bool { return len(all) == 0 }); err != nil {
					t.Fatalf("%v\n%s", err, shown(who))
				}
			} else {
				s.says(t, who, "sedang ditahan")
			}
			if n := s.countCalls("sendPhoto"); n != 0 {
				t.Errorf("%d pictures are sent", n)
			}
		})
	}
}

// The exit deletes pictures that came.
func TestTheExitDeletesPictures(t *testing.T) {
	t.Parallel()
	s := startTestBot(t, nil)
	who := s.Person(1, "id")
	s.asks(t, who)
	s.gets(t, who, 1)
	who.Say("hapus chat ini")
	if _, err := who.Until(s.ctx, func(all []localapi.Message) bool { return len(all) == 0 }); err != nil {
		t.Fatalf("%v\n%s", err, shown(who))
	}
}

// When Telegram does not take a picture, or its id no more, the words come without it.
func TestWithoutItsPictureACardIsItsWords(t *testing.T) {
	t.Parallel()
	s := newTestBot(t)
	s.failFirst("sendPhoto", "", localapi.CallFailure{Code: 400, Description: "Bad Request: IMAGE_PROCESS_FAILED"})
	s.start(t, nil)
	who := s.Person(1, "id")
	s.asks(t, who)
	if _, err := who.Until(s.ctx, func([]localapi.Message) bool { return countMessages(who, "Lakukan") == 2 }); err != nil {
		t.Fatalf("%v\n%s", err, shown(who))
	}
	if len(picturesOf(who)) != 0 {
		t.Errorf("a picture came:\n%s", shown(who))
	}
}

// Two hundred people ask for the picture of their result at once (a dozen without
// CEKLOKER_LONG): the memory that drawing takes is bounded, since few are drawn at a time.
func TestTwoHundredAskForPictures(t *testing.T) {
	people, most := 12, 64
	if os.Getenv("CEKLOKER_LONG") != "" {
		people = 200
	}
	s := startTestBot(t, func(v *serveConfig) {
		v.budget = telegram.Budget{Overall: 1e6, Chat: 1e6, ChatAtOnce: 1000}
		v.limits = chat.Limits{EventsAtOnce: 1 << 20, Refill: 1e6}
	})
	crowd := make([]localapi.Person, people)
	for i := range crowd {
		crowd[i] = s.Person(int64(100+i), "id")
		crowd[i].Say(posterText)
	}
	for _, who := range crowd {
		s.says(t, who, "Tahan dulu")
	}
	runtime.GC()
	before := alive()
	var peak atomic.Uint64
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			peak.Store(max(peak.Load(), alive()))
			select {
			case <-done:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	began := time.Now()
	for _, who := range crowd {
		who.Say("kirim sebagai gambar")
	}
	for _, who := range crowd {
		s.gets(t, who, 1)
	}
	close(done)
	<-ended
	grew := (int64(peak.Load()) - int64(before)) >> 20
	t.Logf("%d pictures in %v; what is alive grew from %d MB by %d MB at most, with the pictures that the local Telegram keeps", people, time.Since(began).Round(time.Millisecond), before>>20, grew)
	if grew > int64(most) {
		t.Errorf("what is alive grew by %d MB, at most %d are wanted", grew, most)
	}
}

// alive is how many bytes the last collection of garbage left, so that what it would free is
// not counted.
func alive() uint64 {
	s := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}
