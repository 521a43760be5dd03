package chat

import (
	"slices"
	"strings"
	"testing"
	"time"

	"cekloker/internal/talk"
)

func TestTheInboxKeepsTheOrder(t *testing.T) {
	t.Parallel()
	var i inbox
	if !i.push(&job{update: Update{ID: 1}}) || i.push(&job{update: Update{ID: 2}}) {
		t.Error("the first update starts the turns, and only the first")
	}
	var got []int64
	for j, ok := i.pop(); ok; j, ok = i.pop() {
		got = append(got, j.update.ID)
		if i.isIdle() {
			t.Error("idle in the middle of a turn")
		}
	}
	if !slices.Equal(got, []int64{1, 2}) || !i.isIdle() || !i.push(&job{}) {
		t.Errorf("taken are %v, idle %v", got, i.isIdle())
	}
}

// An update that comes again waits for its first copy and takes no place of its own.
func TestAnUpdateThatComesAgainIsCountedOnce(t *testing.T) {
	t.Parallel()
	var i inbox
	pending := func() Pending { return Pending{done: make(chan error, 1)} }
	for id := range int64(3) {
		i.push(&job{update: Update{ID: id + 1}, pending: []Pending{pending()}})
	}
	i.pop()
	for id, joins := range map[int64]bool{0: false, 1: true, 2: true, 3: true, 4: false} {
		if i.join(id, pending()) != joins {
			t.Errorf("update %d: want %v", id, joins)
		}
	}
	if len(i.queue) != 2 || len(i.waiting()) != 2 || i.join(1, pending()) {
		t.Errorf("%d wait; the first was taken twice", len(i.queue))
	}
	if j, ok := i.pop(); !ok || len(j.pending) != 2 {
		t.Errorf("%+v", j)
	}
}

// A reply of quiet mode, or to somebody in danger, cancels what waits, except the
// deletions of an exit.
func TestQuietAndUrgentRepliesCancelWhatWaits(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]Call{"urgent": {Urgent: true}, "quiet": {Replaces: true}, "into quiet": ClearCall()} {
		r := Records{Unsent: []Call{{Method: "sendMessage"}, DeleteCall([]int64{1})}}
		r.addCalls([]Call{c}, "", time.Now())
		if len(r.Unsent) != 2 || r.Unsent[0].Method != "deleteMessages" {
			t.Errorf("%s: %+v is left", name, r.Unsent)
		}
	}
}

// Late calls are dropped and told about once, unless a newer message comes or quiet mode
// shows its one message already.
func TestLateCallsAreDropped(t *testing.T) {
	t.Parallel()
	now := time.Now()
	text := map[string]string{"text": "x"}
	late, fresh := Call{Params: text, Until: now.Add(-time.Second)}, Call{Params: text}
	quiet := late
	quiet.Replaces = true
	for name, c := range map[string]struct {
		unsent []Call
		own    int64
		left   int
		tell   bool
	}{
		"two late ones":           {[]Call{late, late}, 0, 0, true},
		"a newer one behind":      {[]Call{late, fresh}, 0, 1, false},
		"an edit of buttons":      {[]Call{late, {Method: "editMessageReplyMarkup"}}, 0, 1, true},
		"quiet, with its message": {[]Call{quiet}, 7, 0, false},
		"quiet, without it":       {[]Call{quiet}, 0, 0, true},
	} {
		left, tell := Records{Unsent: c.unsent, Traces: Traces{LastOwn: c.own}}.withoutLate(now)
		if len(left.Unsent) != c.left || tell != c.tell {
			t.Errorf("%s: %d left, told %v", name, len(left.Unsent), tell)
		}
	}
}

func TestAFullInboxTakesOnlyWhatPresses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		waiting int
		urgent  bool
		refused bool
		err     error
	}{
		{maxQueued - 1, false, false, nil},
		{maxQueued, false, true, ErrBusy},
		{maxQueued, true, false, nil},
		{2 * maxQueued, true, true, nil},
		{2 * maxQueued, false, true, ErrBusy},
	} {
		i := inbox{queue: make([]*job, c.waiting)}
		if refused, err := i.refuses(func() bool { return c.urgent }); refused != c.refused || err != c.err {
			t.Errorf("%+v: refused %v, %v", c, refused, err)
		}
	}
}

func TestKnownUpdatesAreBounded(t *testing.T) {
	t.Parallel()
	var traces Traces
	for id := range int64(MaxUpdates + 2) {
		traces.addUpdate(id)
	}
	if traces.knows(0) || traces.knows(1) || !traces.knows(2) || !traces.knows(MaxUpdates+1) {
		t.Errorf("known are %v", traces.Updates)
	}
}

func TestWhichTextsAreOneBurst(t *testing.T) {
	t.Parallel()
	text := func(n int) talk.Event {
		return talk.Event{Kind: talk.EventText, Text: talk.Text{Typed: strings.Repeat("x", n)}}
	}
	group, picture := text(50), talk.Event{Kind: talk.EventPicture}
	group.InGroup = true
	for name, c := range map[string]struct {
		events []talk.Event
		gap    time.Duration
		want   int // earlier texts for the next event
	}{
		"a long text":                 {[]talk.Event{text(50)}, time.Second, 1},
		"a short text begins none":    {[]talk.Event{text(10)}, time.Second, 0},
		"a short text goes on":        {[]talk.Event{text(50), text(10)}, time.Second, 2},
		"a word is not part of it":    {[]talk.Event{text(50), text(3)}, time.Second, 1},
		"a picture does not end it":   {[]talk.Event{text(50), picture}, time.Second, 1},
		"a tap ends it":               {[]talk.Event{text(50), {Kind: talk.EventTap}}, time.Second, 0},
		"too late":                    {[]talk.Event{text(50)}, burstGap + time.Second, 0},
		"never in groups":             {[]talk.Event{group}, time.Second, 0},
		"more than eight begin again": {slices.Repeat([]talk.Event{text(50)}, 9), 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var b burst
			now := evening
			for _, e := range c.events {
				b.earlier(e, now)
				b.add(e, nil, now)
				now = now.Add(c.gap)
			}
			if got, _ := b.earlier(text(50), now); len(got) != c.want {
				t.Errorf("%d earlier texts, want %d", len(got), c.want)
			}
		})
	}
}

func TestTheOutletWaits(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		call    Call
		pace    pace
		paused  time.Duration
		reserve time.Duration
		want    time.Duration
	}{
		"nothing to wait for":        {Call{Seq: 1}, pace{}, 0, 0, 0},
		"every chat is paused":       {Call{Seq: 1}, pace{}, 5 * time.Second, 0, 5 * time.Second},
		"a place in the budgets":     {Call{Seq: 1}, pace{}, 0, time.Second, time.Second},
		"urgent calls probe a pause": {Call{Seq: 1, Urgent: true}, pace{}, 5 * time.Second, 0, 0},
		"a failure":                  {Call{Seq: 1}, pace{retryAt: evening.Add(retryMin)}, 0, 0, retryMin},
		"Telegram asked to wait":     {Call{Seq: 1}, pace{imposedUntil: evening.Add(time.Minute)}, 0, 0, time.Minute},
	} {
		s := loaded(c.call)
		o := outlet{active: true, pace: c.pace}
		var all pause
		all.begin(evening, evening.Add(c.paused))
		batch, got := o.nextBatch(&s, evening, &all, func(Call) time.Duration { return c.reserve })
		if len(batch) != 1 || got != c.want {
			t.Errorf("%s: %d calls after %v, want one after %v", name, len(batch), got, c.want)
		}
	}
	var s state
	o := outlet{active: true}
	if batch, _ := o.nextBatch(&s, evening, &pause{}, nil); len(batch) > 0 || o.active {
		t.Errorf("with nothing to send: %d calls, active %v", len(batch), o.active)
	}
}

// A pause of all chats lasts as long as Telegram asks. Meanwhile an urgent call a
// second goes through, and another one every five seconds.
func TestAPauseIsProbed(t *testing.T) {
	t.Parallel()
	var p pause
	p.begin(evening, evening.Add(30*time.Second))
	tries := map[bool]int{}
	for at := evening; at.Before(evening.Add(30 * time.Second)); at = at.Add(100 * time.Millisecond) {
		for _, urgent := range []bool{true, false} {
			if wait, probes := p.wait(at, urgent); wait <= 0 && probes {
				tries[urgent]++
			}
		}
	}
	if tries[true] != 30 || tries[false] != 5 {
		t.Errorf("%d urgent calls and %d others in half a minute, want 30 and 5", tries[true], tries[false])
	}
	p.end()
	if wait, probes := p.wait(evening, false); wait > 0 || probes {
		t.Errorf("after the end of a pause a call waits %v", wait)
	}
}

func TestOnlyOneGoroutineDelivers(t *testing.T) {
	t.Parallel()
	s, over := loaded(Call{Seq: 1}), func() bool { return false }
	var o outlet
	if o.claim(&s, over) {
		t.Error("claimed although the service is over")
	}
	wake := o.wakeUp()
	if !o.claim(&s, func() bool { return true }) || o.claim(&s, func() bool { return true }) {
		t.Error("the first caller delivers, and only the first")
	}
	select {
	case <-wake:
	default:
		t.Error("whoever waited was not woken")
	}
}

func TestFailuresSlowAChatDown(t *testing.T) {
	t.Parallel()
	var p pace
	for _, want := range []time.Duration{retryMin, 2 * retryMin, 4 * retryMin, 8 * retryMin, retryMax, retryMax} {
		p.noteFailures([]Receipt{{Outcome: OutcomeDone}, {Outcome: OutcomeRetry}}, evening)
		if got := p.wait(evening); got != want {
			t.Errorf("after %d failures it waits %v, want %v", p.failures, got, want)
		}
	}
	p.noteFailures([]Receipt{{Outcome: OutcomeRetry, RetryAfter: time.Minute, Imposed: true}}, evening)
	p.forgetFailures([]Call{{Urgent: true}})
	if got := p.wait(evening); got != time.Minute {
		t.Errorf("an urgent reply waits %v although Telegram asked for a minute", got)
	}
}
