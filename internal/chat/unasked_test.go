package chat_test

import (
	"context"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"cekloker/internal/chat"
	"cekloker/internal/talk"
)

// recipientLog is a messenger that remembers the recipients.
type recipientLog struct {
	fakeMessenger
	mu sync.Mutex
	to map[chat.ID][]string
}

func (h *recipientLog) Deliver(ctx context.Context, id chat.ID, c chat.Call) chat.Receipt {
	h.mu.Lock()
	h.to[id] = append(h.to[id], c.Params["text"])
	h.mu.Unlock()
	return h.fakeMessenger.Deliver(ctx, id, c)
}

// taken returns what was delivered since it was last called.
func (h *recipientLog) taken() map[chat.ID][]string {
	h.mu.Lock()
	defer h.mu.Unlock()
	out := h.to
	h.to = map[chat.ID][]string{}
	return out
}

// visits are what people write in one visit. A visit may ask for a reminder, or cancel
// one.
var visits = []struct {
	lines  []string
	remind int // days until the reminder, 0: none asked for
	ends   bool
}{
	{lines: []string{"/start", "Keluarga di luar negeri"}, ends: true}, // the phone of a family may be watched
	{lines: []string{"/start", "menu", "tips", "tips"}},                // looks around
	{lines: []string{"Lowongan admin di Kamboja, gaji USD 900 sebulan, tiket ditanggung, pakai visa turis dulu.", "kartu"}},
	{lines: []string{"/latihan", "1", "1", "2"}},
	{lines: []string{"/pengingat", "besok", "pagi"}, remind: 1},
	{lines: []string{"/pengingat", "besok", "pagi", "jangan ingatkan"}, ends: true},
	{lines: []string{"/pengingat", "besok"}},
	{lines: []string{"saya disekap dan tidak boleh pulang"}, ends: true},
	{lines: []string{"PAYUNG"}, ends: true},
	{lines: []string{"KELUAR"}, ends: true},
	{lines: []string{"/privasi", "english"}},
}

// For three days with many people, everybody who receives a message has just written, or
// has asked for this reminder at this hour.
func TestForThreeDaysNothingIsSentUnasked(t *testing.T) {
	t.Parallel()
	people := 200
	if os.Getenv("CEKLOKER_LONG") != "" {
		people = 1000
	}
	d := newHarness(t, t.TempDir())
	messenger := &recipientLog{to: map[chat.ID][]string{}}
	service := chat.New(t.Context(), chat.Options{Book: book(), Store: d.store, Messenger: messenger, Observer: d.failures, Now: d.now})
	chance := rand.New(rand.NewPCG(7, 11))
	due := map[chat.ID]time.Time{}
	var number int64
	reminded, wanted := 0, 0
	for hour := range 72 {
		now := noon.Add(time.Duration(hour) * time.Hour)
		d.at.Store(now.Unix())
		if err := service.SendReminders(); err != nil {
			t.Fatal(err)
		}
		arrived, takenBack := map[chat.ID]bool{}, map[chat.ID]bool{} // reminders of this hour, and cancelled in this hour
		for id, at := range due {
			if !at.After(now) {
				arrived[id] = true
				delete(due, id)
			}
		}
		spoke := map[chat.ID]bool{}
		var taken []chat.Pending
		for id := chat.ID(1); id <= chat.ID(people); id++ {
			if chance.IntN(12) > 0 {
				continue
			}
			spoke[id] = true
			visit := visits[chance.IntN(len(visits))]
			if visit.ends || visit.remind > 0 {
				delete(due, id)
				takenBack[id] = arrived[id]
			}
			if visit.remind > 0 {
				due[id] = nineInJakarta(now, visit.remind)
				wanted++
			}
			for _, line := range visit.lines {
				number++
				taken = append(taken, service.Take(chat.Update{ID: number, Chat: id, Event: talk.Event{At: now, Kind: talk.EventText, Text: talk.Text{Typed: line}, Hint: "id"}}))
			}
		}
		for _, took := range taken {
			if err := took.Wait(); err != nil {
				t.Fatal(err)
			}
		}
		service.WaitTurns()
		service.WaitDeliveries()
		for id, texts := range messenger.taken() {
			for _, text := range texts {
				isDue := strings.Contains(text, "reminder.due")
				switch {
				case isDue && arrived[id]:
					delete(arrived, id)
					reminded++
				case isDue:
					t.Fatalf("hour %d: %d is reminded and asked for none at this hour (asked for %v)", hour, id, due[id])
				case !spoke[id]:
					t.Fatalf("hour %d: %d was silent and is written to: %q", hour, id, text)
				}
			}
		}
		for id := range arrived {
			if !takenBack[id] {
				t.Fatalf("hour %d: %d asked to be reminded now and was not", hour, id)
			}
		}
	}
	if reminded == 0 {
		t.Error("nobody was reminded; the test shows nothing")
	}
	t.Logf("%d people, %d updates, %d reminders asked for, %d came", people, number, wanted, reminded)
}

// nineInJakarta returns nine in the morning in Jakarta, some days from now.
func nineInJakarta(now time.Time, days int) time.Time {
	local := now.UTC().Add(7 * time.Hour)
	return time.Date(local.Year(), local.Month(), local.Day()+days, 2, 0, 0, 0, time.UTC)
}
