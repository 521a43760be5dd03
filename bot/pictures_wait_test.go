package main

import (
	"context"
	"os"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"cekloker/internal/chat"
	"cekloker/internal/picture"
	"cekloker/internal/posters"
	"cekloker/internal/telegram"
)

// A plea is answered at once while fifty real pictures wait and are read one after the
// other: at most 300 ms for 99 of 100. It takes a minute, so that only CEKLOKER_LONG does it.
func TestAPleaWhileFiftyPicturesWait(t *testing.T) {
	if os.Getenv("CEKLOKER_LONG") == "" {
		t.Skip("CEKLOKER_LONG is not set")
	}
	needTesseract(t)
	const pictures, pleas, most = 50, 300, 300 * time.Millisecond
	var mu sync.Mutex
	var seconds []float64
	memory := 0
	s := startTestBot(t, func(v *serveConfig) {
		v.budget = telegram.Budget{Overall: 1e6, Urgent: 1e6, Chat: 1e6, ChatAtOnce: 1000}
		v.limits = chat.Limits{EventsAtOnce: 1 << 20, Refill: 1e6}
		v.read = func(ctx context.Context, b []byte) (picture.Recognized, error) {
			r, err := picture.Reader{}.Read(ctx, b)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				seconds, memory = append(seconds, r.Seconds), max(memory, r.MemoryMB)
			}
			return r, err
		}
	})
	busy := isMachineBusy()
	for i, d := range drawnOffers(t, allContent(), pictures) {
		s.Person(int64(1000+i), "id").SendPicture(posters.JPEG(d.picture(), 90), "", "")
	}
	if !s.Until(s.ctx, func() bool { return s.Pending() == 0 }) {
		t.Fatal("updates wait still")
	}
	var took []time.Duration
	for i := range pleas {
		who := s.Person(int64(5000+i), "id")
		began := time.Now()
		who.Say("tolong saya disekap di kamboja, paspor diambil")
		s.says(t, who, "sedang ditahan")
		took = append(took, time.Since(began))
		time.Sleep(50 * time.Millisecond) // so that several pictures are read meanwhile
	}
	mu.Lock()
	defer mu.Unlock()
	if len(seconds) == 0 || len(seconds) >= pictures {
		t.Fatalf("%d of %d pictures were read meanwhile", len(seconds), pictures)
	}
	slices.Sort(took)
	sum := 0.0
	for _, one := range seconds {
		sum += one
	}
	p99 := took[len(took)*99/100]
	t.Logf("%d pleas while pictures wait: p50 %v, p99 %v, longest %v", pleas, took[len(took)/2], p99, took[len(took)-1])
	t.Logf("%d pictures read meanwhile: %.1f s each, the slowest %.1f s, at most %d MB; %d processors", len(seconds), sum/float64(len(seconds)), slices.Max(seconds), memory, runtime.NumCPU())
	switch {
	case busy:
		t.Log("the machine is busy with other work: the figures are shown, not judged")
	case p99 > most:
		t.Errorf("p99 is %v, at most %v is wanted", p99, most)
	}
}
