package main

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"cekloker/internal/localapi"
	"cekloker/internal/picture"
)

// A gate reads what bytes say, as if they were a picture, once it is open.
type gate struct {
	open    chan struct{}
	reading atomic.Int64 // pictures whose reading began
}

func newGate(open bool) *gate {
	g := &gate{open: make(chan struct{})}
	if open {
		close(g.open)
	}
	return g
}

func (g *gate) read(ctx context.Context, b []byte) (picture.Recognized, error) {
	g.reading.Add(1)
	select {
	case <-g.open:
	case <-ctx.Done():
		return picture.Recognized{}, ctx.Err()
	}
	if len(b) == 0 {
		return picture.Recognized{}, picture.ErrDamaged
	}
	var lines []picture.Line
	for line := range strings.Lines(string(b)) {
		lines = append(lines, picture.Line{Text: strings.TrimSpace(line)})
	}
	return picture.Recognized{Lines: lines, Confidence: 95}, nil
}

// began waits until so many pictures are being read.
func (g *gate) began(t *testing.T, s *testBot, n int64) {
	t.Helper()
	for g.reading.Load() < n {
		select {
		case <-s.ctx.Done():
			t.Fatalf("%d pictures are read, want %d\n%s", g.reading.Load(), n, s.log)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func (g *gate) bot(t *testing.T) *testBot {
	t.Helper()
	return startTestBot(t, func(v *serveConfig) { v.read = g.read })
}

// A picture is answered at once, and once more when it was read.
func TestAPictureIsReadOnce(t *testing.T) {
	t.Parallel()
	g := newGate(true)
	s := g.bot(t)
	who := s.Person(1, "id")
	who.SendPicture([]byte(posterText), "", "")
	s.says(t, who, "Telegram menyimpan foto itu")
	m := s.says(t, who, "Tahan dulu")
	if !strings.Contains(m.HTML, "Terbaca di gambar") || !strings.Contains(m.HTML, "USD 900") {
		t.Errorf("says %q", m.HTML)
	}
	who.SendPicture(nil, "", "")
	s.says(t, who, "tidak bisa kami baca")
	if n := countMessages(who, "Tahan dulu"); n != 1 {
		t.Errorf("%d verdicts:\n%s", n, shown(who))
	}
}

// The pictures of an album are one offer; a caption that asks about them is no question of
// its own.
func TestAnAlbumOfPicturesIsOneOffer(t *testing.T) {
	t.Parallel()
	g := newGate(false)
	s := g.bot(t)
	who := s.Person(1, "id")
	who.SendPicture([]byte("LOWONGAN KERJA KAMBOJA, customer service"), "ini aman ga kak?", "7")
	who.SendPicture([]byte("Gaji USD 900 per bulan, masuk pakai visa turis"), "", "7")
	who.SendPicture([]byte("Tiket dan mess ditanggung. WA 0812-3456-7890"), "", "7")
	g.began(t, s, 1)
	if !s.Until(s.ctx, func() bool { return s.Pending() == 0 }) {
		t.Fatal("updates wait still")
	}
	close(g.open)
	s.says(t, who, "Tahan dulu")
	if n, m := countMessages(who, "Sedang dibaca"), countMessages(who, "Tahan dulu"); n != 1 || m != 1 || g.reading.Load() != 3 {
		t.Errorf("%d times being read, %d verdicts, %d readings:\n%s", n, m, g.reading.Load(), shown(who))
	}
}

// A picture that answers an earlier one adds to the same offer, also minutes later. Words
// that answer one have it read, again if need be; what the bot sent is not read.
func TestAnAnswerToAnEarlierPicture(t *testing.T) {
	t.Parallel()
	g := newGate(true)
	s := g.bot(t)
	who := s.Person(1, "id")
	first := who.SendPicture([]byte("LOWONGAN KERJA KAMBOJA, customer service, gaji USD 900 per bulan"), "", "")
	s.says(t, who, "Terbaca di gambar")
	photo := func(file string) []any {
		return []any{map[string]any{"file_id": file, "file_unique_id": file, "width": 9, "height": 9}}
	}
	answered := func(bot bool) map[string]any {
		return map[string]any{"message_id": first, "date": s.now().Unix(), "chat": map[string]any{"id": 1, "type": "private"}, "from": map[string]any{"id": 1, "is_bot": bot}, "photo": photo("file1")}
	}
	s.ahead.Store(int64(3 * time.Minute))
	who.SendPicture([]byte("masuk pakai visa turis dulu, tiket ditanggung"), "", "")
	m := s.says(t, who, "kami gabungkan dengan tawaran tadi")
	if strings.Contains(m.HTML, "belum jelas") {
		t.Errorf("forgets the country of the first: %q", m.HTML)
	}
	read := g.reading.Load()
	who.Send(map[string]any{"text": "ini aman ga kak?", "reply_to_message": answered(false)})
	g.began(t, s, read+1)
	who.Send(map[string]any{"text": "ini aman ga kak?", "reply_to_message": answered(true)})
	if !s.Until(s.ctx, func() bool { return s.Pending() == 0 }) {
		t.Fatal("updates wait still")
	}
	if n := g.reading.Load(); n != read+1 {
		t.Errorf("%d readings, want %d:\n%s", n, read+1, shown(who))
	}
}

// Whoever left, or may be in danger, gets no late answer, and Telegram's id of the picture
// is gone.
func TestAPictureIsDropped(t *testing.T) {
	t.Parallel()
	for name, says := range map[string]string{"after the exit": "KELUAR", "in danger": "tolong saya disekap di kamboja, paspor diambil"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := newGate(false)
			var st *serveConfig
			s := startTestBot(t, func(v *serveConfig) { v.read, st = g.read, v })
			who := s.Person(1, "id")
			who.SendPicture([]byte(posterText), "", "")
			g.began(t, s, 1)
			who.Say(says)
			for {
				r, err := st.store.Load(1, s.now())
				if err != nil {
					t.Fatal(err)
				}
				if len(r.Pictures) == 0 {
					break
				}
				select {
				case <-s.ctx.Done():
					t.Fatalf("kept %v\n%s", r.Pictures, shown(who))
				case <-time.After(5 * time.Millisecond):
				}
			}
			close(g.open)
			other := s.Person(2, "id") // behind the first in the queue
			other.SendPicture([]byte(posterText), "", "")
			s.says(t, other, "Tahan dulu")
			if n := countMessages(who, "Tahan dulu"); n != 0 {
				t.Errorf("answered:\n%s", shown(who))
			}
		})
	}
}

// What waits at a stop is read after the next start.
func TestAPictureOutlivesARestart(t *testing.T) {
	t.Parallel()
	g := newGate(false)
	s := g.bot(t)
	who := s.Person(1, "id")
	who.SendPicture([]byte(posterText), "", "")
	s.says(t, who, "Sedang dibaca")
	g.began(t, s, 1)
	s.stop()
	close(g.open)
	s.start(t, func(v *serveConfig) { v.read = g.read })
	s.says(t, who, "Tahan dulu")
	if n := countMessages(who, "Sedang dibaca"); n != 1 {
		t.Errorf("%d first answers:\n%s", n, shown(who))
	}
}

// After ten minutes the person is asked to send it again, in neutral words, and a picture
// that was not read by then is not read any more.
func TestAPictureThatWaitedTooLong(t *testing.T) {
	t.Parallel()
	g := newGate(false)
	s := g.bot(t)
	first, second := s.Person(1, "id"), s.Person(2, "id")
	first.SendPicture([]byte(posterText), "", "")
	g.began(t, s, 1)
	second.SendPicture([]byte(posterText), "", "")
	s.says(t, second, "Sedang dibaca")
	s.ahead.Store(int64(11 * time.Minute))
	close(g.open)
	for _, who := range []localapi.Person{first, second} {
		s.says(t, who, "jawaban kami terlambat")
		if n := countMessages(who, "Tahan dulu"); n != 0 {
			t.Errorf("answered after eleven minutes:\n%s", shown(who))
		}
	}
	if n := g.reading.Load(); n != 1 {
		t.Errorf("%d pictures were read", n)
	}
}

// While many pictures wait, further ones are turned away in words, and words are answered
// as fast as ever.
func TestManyPicturesSlowNobodyDown(t *testing.T) {
	t.Parallel()
	g := newGate(false)
	s := g.bot(t)
	crowd := make([]localapi.Person, 60)
	for i := range crowd {
		crowd[i] = s.Person(int64(100+i), "id")
		crowd[i].SendPicture([]byte(posterText), "", "")
	}
	if !s.Until(s.ctx, func() bool { return s.Pending() == 0 }) {
		t.Fatal("updates wait still")
	}
	she := s.Person(1, "id")
	began := time.Now()
	she.Say("tolong saya disekap di kamboja, paspor diambil")
	s.says(t, she, "sedang ditahan")
	t.Logf("a plea is answered after %v", time.Since(began).Round(time.Millisecond))
	var waits localapi.Person // one whose picture is read: chats take their turns in any order
	later := 0
	for _, who := range crowd {
		if _, err := who.Until(s.ctx, func(all []localapi.Message) bool { return len(all) > 1 }); err != nil {
			t.Fatal(err)
		}
		if countMessages(who, "banyak gambar yang menunggu") > 0 {
			later++
		} else {
			waits = who
		}
	}
	if later < 5 || later > 15 {
		t.Errorf("%d of 60 are asked to come later", later)
	}
	close(g.open)
	s.says(t, waits, "Tahan dulu")
}
