package session

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestSessionsSurviveJSON(t *testing.T) {
	t.Parallel()
	s := Begin(time.Date(2026, 11, 24, 9, 30, 15, 99, time.UTC), "en").Push("start").Push("check_offer")
	s.Turn = 3
	s = s.Set("destination", "KH").Set("pay", "900-900 USD month").Set("signs", "a_b c_d")
	data, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var back Session
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(s, back) {
		t.Errorf("got %+v, want %+v", back, s)
	}
}

func TestNewerVersionsAreRefusedAndDamagedAnswersDropped(t *testing.T) {
	t.Parallel()
	var s Session
	if err := json.Unmarshal([]byte(`{"v":2}`), &s); err == nil {
		t.Error("a newer version was read")
	}
	if err := json.Unmarshal([]byte(`{"v":1,"a":[["x","Pak Budi!",1],["y","ok",1]],"s":["a","b","c","d"]}`), &s); err != nil {
		t.Fatal(err)
	}
	if len(s.Answers) != 1 || s.Value("y") != "ok" || len(s.Stack) != MaxStack {
		t.Errorf("got %+v", s)
	}
}

func TestValuesAreClosed(t *testing.T) {
	t.Parallel()
	for _, bad := range []Value{"", "Budi!", "a@b.c", "http://x", "x\ny", "é", Value(strings.Repeat("a", MaxValue+1)), "a/b", "\"q\""} {
		if bad.Valid() {
			t.Errorf("%q is taken for a closed value", bad)
		}
	}
	if s := (Session{}).Set("x", "not closed!"); len(s.Answers) != 0 {
		t.Errorf("an open value was kept: %+v", s)
	}
}

func TestBackDropsOnlyTheLastTurn(t *testing.T) {
	t.Parallel()
	s := Session{Turn: 1}.Set("a", "1")
	s.Turn = 2
	s = s.Set("b", "2").Set("c", "3")
	all := func(Slot) bool { return true }
	s, went := s.Back(all)
	if !went || s.Value("a") != "1" || s.Value("b") != "" || s.Value("c") != "" {
		t.Errorf("got %+v %v", s, went)
	}
	s, _ = s.Back(all)
	if _, went = s.Back(all); went {
		t.Error("went back with nothing answered")
	}
}

func TestStackHoldsThreeAndPushBringsToTheTop(t *testing.T) {
	t.Parallel()
	s := Session{}.Push("a").Push("b").Push("c").Push("a")
	if got := s.Stack; !reflect.DeepEqual(got, []FlowID{"b", "c", "a"}) {
		t.Errorf("got %v", got)
	}
	if got := s.Push("d").Stack; !reflect.DeepEqual(got, []FlowID{"c", "a", "d"}) {
		t.Errorf("got %v", got)
	}
}
