package chat

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// begun is a turn that adds calls with the numbers behind the last one.
func (s *state) begun(calls int) {
	r := s.records.clone()
	r.Session = session.Begin(evening, session.Lang("id"))
	r.addCalls(make([]Call, calls), "", evening)
	s.beginTurn(r)
}

// loaded is the state of a chat that has these calls on disk.
func loaded(calls ...Call) state {
	var s state
	r := Records{Unsent: calls, Session: session.Begin(evening, session.Lang("id"))}
	s.load(r, "REF")
	return s
}

func seqs(calls []Call) []uint64 {
	var out []uint64
	for _, c := range calls {
		out = append(out, c.Seq)
	}
	return out
}

// What is unsent, whether memory is ahead of the disk, and whether the next save must
// be a full one, after turns that end in different ways.
func TestHowATurnEnds(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		do     func(s *state)
		unsent []uint64
		ahead  bool
		full   bool
	}{
		"nothing was said":              {func(*state) {}, []uint64{1}, false, false},
		"under way":                     {func(s *state) { s.begun(1) }, []uint64{1, 2}, false, true},
		"committed":                     {func(s *state) { s.begun(1); s.commitTurn() }, []uint64{1, 2}, false, false},
		"undone":                        {func(s *state) { s.begun(1); s.undoTurn() }, []uint64{1}, false, true},
		"kept":                          {func(s *state) { s.begun(1); s.keepTurn(7) }, []uint64{1, 2}, true, true},
		"kept, then committed":          {func(s *state) { s.begun(1); s.keepTurn(7); s.begun(1); s.commitTurn() }, []uint64{1, 2, 3}, false, false},
		"undone, then committed":        {func(s *state) { s.begun(1); s.undoTurn(); s.begun(1); s.commitTurn() }, []uint64{1, 2}, false, false},
		"kept, then receipts are saved": {func(s *state) { s.begun(1); s.keepTurn(7); s.markDurable(1) }, []uint64{1, 2}, false, true},
		"kept twice, one is saved":      {func(s *state) { s.begun(1); s.keepTurn(7); s.begun(1); s.keepTurn(8); s.markDurable(1) }, []uint64{1, 2, 3}, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := loaded(Call{Seq: 1})
			c.do(&s)
			if got := seqs(s.records.Unsent); !slices.Equal(got, c.unsent) {
				t.Errorf("unsent are %v, want %v", got, c.unsent)
			}
			if s.isAhead() != c.ahead || s.needsFullSave() != c.full {
				t.Errorf("ahead %v, full save %v; want %v, %v", s.isAhead(), s.needsFullSave(), c.ahead, c.full)
			}
		})
	}
}

func TestACallIsSentOnlyWhenItIsOnDisk(t *testing.T) {
	t.Parallel()
	s := loaded()
	s.begun(1)
	if s.hasSendable() {
		t.Error("a call is sendable while its commit is under way")
	}
	s.markDurable(0) // receipts were saved in the meantime
	if s.hasSendable() {
		t.Error("saving receipts made the call of a turn sendable that is not committed")
	}
	s.commitTurn()
	if !s.hasSendable() {
		t.Error("a committed call is not sendable")
	}
}

func TestWhichTurnsMayBeKept(t *testing.T) {
	t.Parallel()
	kept := func(n int) func(*state) {
		return func(s *state) {
			for i := range n {
				s.begun(1)
				s.keepTurn(int64(10 + i))
			}
		}
	}
	for name, c := range map[string]struct {
		before func(*state)
		update int64
		calls  int
		want   bool
	}{
		"an answer":                      {kept(0), 10, 1, true},
		"nothing to say":                 {kept(0), 10, 0, false},
		"a reminder":                     {kept(0), 0, 1, false},
		"behind a kept one":              {kept(1), 11, 1, true},
		"from before the first kept one": {kept(1), 9, 1, false},
		"as many as are known again":     {kept(maxTurnsKept - 1), 99, 1, true},
		"one more":                       {kept(maxTurnsKept), 99, 1, false},
		"one more, after a save":         {func(s *state) { kept(maxTurnsKept)(s); s.markDurable(maxTurnsKept) }, 99, 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := loaded()
			c.before(&s)
			s.begun(c.calls)
			if got := s.canKeep(c.update); got != c.want {
				t.Errorf("may be kept: %v, want %v", got, c.want)
			}
		})
	}
}

func TestAReceiptOutlivesAnUndoneTurn(t *testing.T) {
	t.Parallel()
	s := loaded(Call{Seq: 1, Tracked: true})
	s.begun(1)
	s.applyReceipt(s.records.Unsent[0], Receipt{Message: 40, New: true}, 1, evening)
	if got := seqs(s.records.Unsent); !slices.Equal(got, []uint64{2}) {
		t.Errorf("unsent are %v", got)
	}
	s.undoTurn()
	if len(s.records.Unsent) > 0 || s.records.Traces.LastOwn != 40 || len(s.records.Traces.Messages) != 1 {
		t.Errorf("after undoing the turn: %+v", s.records)
	}
}

func TestWhatGoesOutTogether(t *testing.T) {
	t.Parallel()
	plain, batched := func(n uint64) Call { return Call{Seq: n} }, func(n uint64) Call { return Call{Seq: n, Batched: true} }
	for name, c := range map[string]struct {
		unsent  []Call
		durable uint64
		want    []uint64
	}{
		"one call":                    {[]Call{plain(1), plain(2)}, 2, []uint64{1}},
		"a reply with its edit":       {[]Call{plain(1), batched(2), plain(3)}, 3, []uint64{1, 2}},
		"an edit that lost its reply": {[]Call{batched(2), plain(3)}, 3, []uint64{2}},
		"an edit not yet on disk":     {[]Call{plain(1), batched(2)}, 1, []uint64{1}},
	} {
		s := loaded(c.unsent...)
		s.durableSeq = c.durable
		if got := seqs(s.firstBatch()); !slices.Equal(got, c.want) {
			t.Errorf("%s: the batch is %v, want %v", name, got, c.want)
		}
	}
}

func TestWhatReceiptsLeave(t *testing.T) {
	t.Parallel()
	reply := Call{Seq: 1, Tracked: true, Question: true}
	full := Records{Session: session.Begin(evening, session.Lang("en")), Prefs: Prefs{Lang: session.Lang("en")}, Traces: Traces{LastSeq: 2}, Unsent: []Call{reply, {Seq: 2}}}
	left := Records{Traces: Traces{LastSeq: 2}}
	for name, c := range map[string]struct {
		before   Records
		receipt  Receipt
		lastSeen uint64
		unsent   []uint64
		check    func(Records) bool
	}{
		"delivered":                     {full, Receipt{Message: 40, New: true}, 2, []uint64{2}, func(r Records) bool { return r.Traces.Question == 40 && r.Traces.LastOwn == 40 }},
		"can never take effect":         {full, Receipt{}, 2, []uint64{2}, func(r Records) bool { return r.Traces.LastOwn == 0 }},
		"blocked":                       {full, Receipt{Outcome: OutcomeGone}, 2, nil, func(r Records) bool { return reflect.DeepEqual(r, Records{Traces: r.Traces}) }},
		"blocked, but spoke since":      {full, Receipt{Outcome: OutcomeGone}, 1, []uint64{2}, func(r Records) bool { return r.Prefs.Lang == session.Lang("en") }},
		"arrived after the person left": {left, Receipt{Message: 40, New: true}, 2, []uint64{3}, func(r Records) bool { return r.Unsent[0].Method == "deleteMessages" && r.Unsent[0].Deletes[0] == 40 }},
		"not all could be deleted":      {full, Receipt{Undeleted: true}, 2, []uint64{2}, func(r Records) bool { return r.Traces.Undeleted }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := c.before.withReceipt(reply, c.receipt, c.lastSeen, evening)
			if !slices.Equal(seqs(got.Unsent), c.unsent) || !c.check(got) {
				t.Errorf("left are %v: %+v", seqs(got.Unsent), got)
			}
		})
	}
}

func TestWhatTurnsLeave(t *testing.T) {
	t.Parallel()
	full := Records{LastEvent: evening, Session: session.Begin(evening, session.Lang("en")), Prefs: Prefs{Lang: session.Lang("en"), RemindAt: 5}, Traces: Traces{Question: 30}, Unsent: []Call{{Seq: 1}}}
	next := full.Session
	said := Update{ID: 8, Message: 31, Event: talk.Event{Kind: talk.EventText}}
	for name, c := range map[string]struct {
		u       Update
		effects []talk.Effect
		check   func(Records) bool
	}{
		"a text answers the question": {said, nil, func(r Records) bool {
			return r.Traces.Question == 0 && r.Traces.knows(8) && len(r.Traces.Messages) == 1
		}},
		"a tap elsewhere leaves it":          {Update{CallbackID: "q", Message: 29}, []talk.Effect{talk.Edit{}}, func(r Records) bool { return r.Traces.Question == 30 && len(r.Traces.Messages) == 0 }},
		"a tap on it that edits it":          {Update{CallbackID: "q", Message: 30}, []talk.Effect{talk.Edit{}}, func(r Records) bool { return r.Traces.Question == 0 }},
		"the exit keeps traces only":         {said, []talk.Effect{talk.Forget{}}, func(r Records) bool { return reflect.DeepEqual(r, Records{Traces: r.Traces}) && r.Traces.knows(8) }},
		"a reminder is taken back":           {said, []talk.Effect{talk.Remind{}}, func(r Records) bool { return r.Prefs.RemindAt == 0 }},
		"a reminder is no event of anybody":  {Update{Event: talk.Event{Kind: talk.EventReminderDue}}, nil, func(r Records) bool { return r.LastEvent.Equal(evening) && r.Traces.Question == 30 }},
		"an event makes the case live again": {said, nil, func(r Records) bool { return r.LastEvent.Equal(evening.Add(time.Hour)) }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := full.afterTurn(c.u, next, c.effects, evening.Add(time.Hour)); !c.check(got) {
				t.Errorf("left are %+v", got)
			}
		})
	}
	if full.Traces.Question != 30 || len(full.Traces.Updates) > 0 {
		t.Errorf("the records before were changed: %+v", full)
	}
}

func TestASessionExpires(t *testing.T) {
	t.Parallel()
	r := Records{LastEvent: evening, Session: session.Begin(evening, session.Lang("en")), Prefs: Prefs{Lang: session.Lang("en")}}
	for name, c := range map[string]struct {
		after time.Duration
		short bool
		want  bool
	}{"a day": {CaseLife, false, true}, "more than a day": {CaseLife + time.Second, false, false}, "an hour of a short one": {ShortLife, true, true}, "more than an hour": {ShortLife + time.Second, true, false}} {
		got := r.withCurrentSession(evening.Add(c.after), c.short)
		if kept := !got.Session.Began.IsZero(); kept != c.want || got.Session.Lang != session.Lang("en") {
			t.Errorf("%s: kept %v, want %v, in %q", name, kept, c.want, got.Session.Lang)
		}
	}
}

func TestRepliesReplaceEachOther(t *testing.T) {
	t.Parallel()
	judged, passing := talk.BurstReply{Standing: talk.StandingJudging}, talk.BurstReply{Standing: talk.StandingPassing}
	plain, exit := Call{}, Call{Exit: true}
	for name, c := range map[string]struct {
		unsent, add []Call
		want        []uint64
	}{
		"a reply follows":                      {[]Call{plain}, []Call{plain}, []uint64{1, 2}},
		"an answer drops that to the burst":    {[]Call{plain, {Burst: judged}}, []Call{{Burst: judged, Answer: 2}}, []uint64{1, 3}},
		"an answer spares another burst":       {[]Call{plain, {Burst: passing}}, []Call{{Burst: judged}}, []uint64{1, 2, 3}},
		"an urgent reply replaces all":         {[]Call{plain, {Burst: judged}}, []Call{{Urgent: true}}, []uint64{3}},
		"an urgent reply spares the exit":      {[]Call{exit, plain}, []Call{{Urgent: true}}, []uint64{1, 3}},
		"an immediate call is not in the list": {[]Call{plain}, []Call{{Immediate: true}}, []uint64{1}},
	} {
		var r Records
		r.addCalls(c.unsent, "", evening)
		if r.addCalls(c.add, "", evening); !slices.Equal(seqs(r.Unsent), c.want) {
			t.Errorf("%s: unsent are %v, want %v", name, seqs(r.Unsent), c.want)
		}
	}
}
