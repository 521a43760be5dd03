package main

import (
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"cekloker/internal/localapi"
)

// Somebody's turn hangs: they read a plain sentence with contacts after two seconds,
// the person behind them is answered at the next poll, and the bot goes on.
func TestAHangingTurnCostsTwoSeconds(t *testing.T) {
	t.Parallel()
	var hang atomic.Bool
	end := make(chan struct{})
	t.Cleanup(sync.OnceFunc(func() { close(end) }))
	s := startTestBot(t, func(v *serveConfig) {
		v.checkpoint = func(at string) {
			if at == "turning" && hang.CompareAndSwap(true, false) {
				<-end
			}
		}
	})
	who, other := s.Person(1, "id"), s.Person(2, "id")
	hang.Store(true)
	began := time.Now()
	who.Say(ad)
	if !s.Until(s.ctx, func() bool { return !hang.Load() }) {
		t.Fatal("the turn never began")
	}
	other.Say("tolong saya disekap di kamboja")
	m := s.says(t, who, "terlalu lama kami baca")
	if took := time.Since(began); took < 2*time.Second || took > 4*time.Second {
		t.Errorf("the turn is given up after %v", took)
	}
	if !strings.Contains(m.HTML, "+62") || m.Silent || len(m.Rows) < 2 {
		t.Errorf("no contacts in %+v", m)
	}
	if _, err := other.UntilLast(s.ctx, func(m localapi.Message) bool { return !m.FromPerson }); err != nil {
		t.Fatal(err)
	}
	t.Logf("a plea behind a hanging turn is answered after %v", time.Since(began))
	if took := time.Since(began); took > 4*time.Second {
		t.Errorf("a plea behind a hanging turn is answered after %v", took)
	}
	who.Say("/start")
	s.says(t, who, mainMenu)
	if n := countMessages(who, "terlalu lama"); n != 1 || strings.Count(s.log.String(), "given up") != 1 {
		t.Errorf("said %d times that it took too long\n%s", n, s.log)
	}
}

// Two turns that hang end the process, in one clear line and with an exit code of its
// own. Their updates were taken: the next process does not hang on them again.
func TestTwoHangingTurnsEndTheProcess(t *testing.T) {
	t.Parallel()
	telegram, env, _ := newTelegram(t)
	first, second := telegram.Person(1, "id"), telegram.Person(2, "id")
	p := start(t, append(env, "CEKLOKER_TEST_LAST_STEP=hang turning#1", "CEKLOKER_TEST_QUICK_TURNS=1"), "serve")
	first.Say("/start")
	second.Say("/cek")
	if code := exitCode(t, p); code != exitStuck || strings.Count(p.out.String(), "two turns hang") != 1 {
		t.Errorf("exit code %d\n%s", code, p.out)
	}
	p = start(t, env, "serve")
	third := telegram.Person(3, "id")
	third.Say("/start")
	if _, err := third.UntilSays(longContext(t), mainMenu); err != nil {
		t.Fatal(err, p.out)
	}
	for _, who := range []localapi.Person{first, second} {
		if _, err := who.UntilSays(longContext(t), "terlalu lama kami baca"); err != nil {
			t.Error(err, p.out)
		}
		if countMessages(who, mainMenu)+countMessages(who, paste) > 0 {
			t.Errorf("an update that was taken came again:\n%s", shown(who))
		}
	}
}

// SIGTERM ends the process within ten seconds even when its disk takes nothing.
func TestAStopEndsInTenSecondsWhateverHangs(t *testing.T) {
	t.Parallel()
	telegram, env, _ := newTelegram(t)
	who := telegram.Person(1, "id")
	p := start(t, append(env, "CEKLOKER_TEST_LAST_STEP=sleep before commit#6"), "serve")
	for range 8 {
		who.Say("/start")
	}
	if _, err := who.UntilSays(longContext(t), mainMenu); err != nil {
		t.Fatal(err, p.out)
	}
	time.Sleep(500 * time.Millisecond) // until a commit hangs
	began := time.Now()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	code := exitCode(t, p)
	if took := time.Since(began); took > 10*time.Second || code != exitSlow {
		t.Errorf("ends after %v with %d\n%s", took, code, p.out)
	}
}

// exitCode waits for a process that ends by itself.
func exitCode(t *testing.T, p *process) int {
	t.Helper()
	kill := time.AfterFunc(30*time.Second, func() { _ = p.cmd.Process.Kill() })
	defer kill.Stop()
	err := p.cmd.Wait()
	if ended, ok := err.(*exec.ExitError); ok {
		return ended.ExitCode()
	}
	return 0
}

// A disk that hangs instead of failing: a plea is answered within seconds, the question
// behind it goes on, others wait. When the disk answers again everything is taken, once.
func TestDangerIsAnsweredWhileTheDiskHangs(t *testing.T) {
	t.Parallel()
	s := newTestBot(t)
	d := s.onDisk(t)
	s.start(t, nil)
	cries, asks := s.Person(1, "id"), s.Person(2, "id")
	for _, who := range []localapi.Person{cries, asks} {
		who.Say("/start")
		s.says(t, who, mainMenu)
	}
	d.slow.Store(true)
	asks.Say("/cek")
	began := time.Now()
	cries.Say("tolong saya disekap di kamboja")
	s.says(t, cries, "sedang ditahan")
	took := time.Since(began)
	cries.Say("1")
	if _, err := cries.UntilLast(s.ctx, func(m localapi.Message) bool { return !m.FromPerson && !strings.Contains(m.HTML, "sedang ditahan") }); err != nil {
		t.Fatal(err, shown(cries), s.log)
	}
	t.Logf("a plea while the disk hangs is answered after %v, the next message after %v", took, time.Since(began))
	if took > 5*time.Second {
		t.Errorf("a plea while the disk hangs is answered after %v", took)
	}
	if s.Pending() == 0 || countMessages(asks, paste) > 0 {
		t.Errorf("%d updates wait\n%s", s.Pending(), shown(asks))
	}
	d.let()
	s.says(t, asks, paste)
	if !s.Until(s.ctx, func() bool { return s.Pending() == 0 }) {
		t.Fatalf("%d updates wait\n%s", s.Pending(), s.log)
	}
	if n := countMessages(cries, "sedang ditahan"); n != 1 || countMessages(asks, paste) != 1 {
		t.Errorf("asked %d times\n%s\n%s", n, shown(cries), shown(asks))
	}
}
