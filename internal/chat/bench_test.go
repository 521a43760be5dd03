package chat_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"cekloker/internal/chat"
	"cekloker/internal/store"
)

// BenchmarkOpenLoop measures the time from an update to its reply on disk, for a
// thousand people who write every two seconds whether the bot keeps up or not. It runs
// for ten seconds, whatever b.N is.
func BenchmarkOpenLoop(b *testing.B) {
	const people, gap, seconds = 1000, 2 * time.Second, 10
	dir := b.TempDir()
	st, err := store.Open(store.Options{Data: dir + "/data", Keys: dir + "/keys"})
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	d := &harness{messenger: &fakeMessenger{}, failures: &failureLog{byRef: map[chat.UpdateCode][]string{}}, store: st}
	s := chat.New(b.Context(), chat.Options{Book: book(), Store: st, Messenger: d.messenger, Observer: d.failures, Now: time.Now})
	lines := []string{
		"/cek", "1", "Kamboja", "lewati", "tidak tahu", "12 juta", "menu",
		"Lowongan admin di Kamboja, gaji USD 900 sebulan, tiket ditanggung, tanpa pengalaman, visa turis, WA 0812 3456 7890. Segera berangkat minggu ini, hubungi lewat Telegram.",
	}
	took := make([]time.Duration, people*seconds*int(time.Second)/int(gap))
	begin := time.Now()
	var wg sync.WaitGroup
	for i := range took {
		at := begin.Add(time.Duration(i) * gap / people)
		time.Sleep(time.Until(at))
		u := textUpdate(int64(i+1), chat.ID(i%people+1), lines[(i/people+i%people)%len(lines)])
		u.Event.At = time.Now()
		t := s.Take(u)
		wg.Go(func() {
			if err := t.Wait(); err != nil {
				b.Error(err)
			}
			took[i] = time.Since(at)
		})
	}
	wg.Wait()
	s.WaitTurns()
	slices.Sort(took)
	ms := func(part float64) float64 {
		return float64(took[min(int(part*float64(len(took))), len(took)-1)].Microseconds()) / 1000
	}
	b.ReportMetric(float64(len(took))/seconds, "turns/s")
	b.ReportMetric(ms(0.50), "p50-ms")
	b.ReportMetric(ms(0.99), "p99-ms")
	b.ReportMetric(ms(1), "max-ms")
	b.ReportMetric(0, "ns/op")
}
