package main

import (
	"bytes"
	"flag"
	"net"
	"net/http/httptest"
	"os"
	"os/exec"
	"runtime"
	"runtime/pprof"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cekloker/internal/chat"
	"cekloker/internal/localapi"
	"cekloker/internal/picture"
	"cekloker/internal/telegram"
)

// TestMain runs the program itself when a test has started it as a process.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == picture.Command {
		os.Exit(runProgram(nil))
	}
	if os.Getenv("CEKLOKER_TEST_PROCESS") == "1" {
		written := profiled(os.Getenv("CEKLOKER_TEST_PROFILE"))
		code := runProgram(func(p *program) {
			p.checkpoint = exitAtCheckpoint(os.Getenv("CEKLOKER_TEST_LAST_STEP"))
			if os.Getenv("CEKLOKER_TEST_IN_A_HURRY") == "1" { // without sending limits
				p.budget = telegram.Budget{Overall: 1000, Urgent: 1000, Chat: 100, ChatAtOnce: 100}
			}
			if os.Getenv("CEKLOKER_TEST_NO_LIMITS") == "1" { // people who never pause
				p.budget = telegram.Budget{Overall: 1e6, Urgent: 1e6, Chat: 1e6, ChatAtOnce: 1000}
				p.limits = chat.Limits{EventsAtOnce: 1 << 20, Refill: 1e6}
			}
			if os.Getenv("CEKLOKER_TEST_QUICK_TURNS") == "1" {
				p.limits = chat.Limits{TurnTimeout: 500 * time.Millisecond}
			}
			if os.Getenv("CEKLOKER_TEST_QUICK_LINE") == "1" {
				p.timeouts = telegram.Timeouts{Poll: time.Second, PollGrace: time.Second, Call: time.Second, PingAfter: 300 * time.Millisecond, PingTimeout: 700 * time.Millisecond}
			}
			if os.Getenv("CEKLOKER_TEST_QUICK_HEALTH") == "1" {
				p.health = healthLimits{loop: time.Second}
			}
			if ahead, err := time.ParseDuration(os.Getenv("CEKLOKER_TEST_AHEAD")); err == nil {
				p.now = func() time.Time { return time.Now().Add(ahead) }
			}
		})
		written()
		os.Exit(code)
	}
	relaxGC()
	// These tests mostly wait for processes and for sending limits, so that more of
	// them than there are processors can run at once.
	flag.Parse()
	if err := flag.Set("test.parallel", strconv.Itoa(max(atOnce, runtime.GOMAXPROCS(0)))); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// profiled writes where the processor time and the memory of this process go, into
// files whose names begin with a prefix. written must be called before the end.
func profiled(prefix string) (written func()) {
	if prefix == "" {
		return func() {}
	}
	cpu, err := os.Create(prefix + ".cpu")
	if err == nil {
		err = pprof.StartCPUProfile(cpu)
	}
	if err != nil {
		panic(err)
	}
	return func() {
		pprof.StopCPUProfile()
		allocs, err := os.Create(prefix + ".allocs")
		if err == nil {
			err = pprof.Lookup("allocs").WriteTo(allocs, 0)
		}
		if err != nil {
			panic(err)
		}
	}
}

// atOnce is how many tests of this package run at the same time.
const atOnce = 10

const testToken = "4242:TEST-token-that-must-appear-nowhere-0123456789"

// process is the real program in a process of its own.
type process struct {
	cmd *exec.Cmd
	out *safeBuffer
}

// safeBuffer is written by the process and read by the test.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func start(t *testing.T, env []string, args ...string) *process {
	t.Helper()
	return startProgram(t, mustExecutable(t), env, args...)
}

// mustExecutable is this test program, which is the bot when it is started as a process.
func mustExecutable(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return self
}

func startProgram(t *testing.T, program string, env []string, args ...string) *process {
	t.Helper()
	p := &process{cmd: exec.Command(program, args...), out: &safeBuffer{}}
	p.cmd.Env = append([]string{"CEKLOKER_TEST_PROCESS=1", "GORACE=halt_on_error=1", "PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "CEKLOKER_OPS_LISTEN=none"}, env...)
	p.cmd.Stdout, p.cmd.Stderr = p.out, p.out
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.cmd.Process.Kill(); _, _ = p.cmd.Process.Wait() })
	return p
}

// kill ends the process as a power cut would.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}

// newTelegram returns a Telegram for the process under test, its environment and its
// folder.
func newTelegram(t *testing.T) (*localapi.Server, []string, string) {
	t.Helper()
	telegram := localapi.ForTest(t, testToken, "TestBot", time.Now)
	server := httptest.NewServer(telegram)
	t.Cleanup(server.Close)
	dir := t.TempDir()
	return telegram, []string{
		"TELEGRAM_BOT_TOKEN=" + testToken, "TELEGRAM_API_URL=" + server.URL, "CEKLOKER_DATA=" + dir + "/data", "CEKLOKER_KEYS=" + dir + "/keys", "CEKLOKER_TEST_IN_A_HURRY=1",
	}, dir
}

// freeAddress returns an address at which nobody listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// The process is killed with -9 between commit and send: after the restart the reply
// arrives, and the conversation goes on where it was.
func TestReplyArrivesAfterAKillBetweenCommitAndSend(t *testing.T) {
	t.Parallel()
	telegram, env, _ := newTelegram(t)
	ctx := longContext(t)
	who := telegram.Person(77, "id")
	first := start(t, env, "serve")
	who.Say("/cek")
	if _, err := who.UntilSays(ctx, "Kirim teks tawarannya"); err != nil {
		t.Fatal(err, first.out)
	}
	who.Say("1")
	if _, err := who.UntilSays(ctx, "Di negara mana"); err != nil {
		t.Fatal(err, first.out)
	}
	var arrived atomic.Bool
	tried := make(chan struct{})
	telegram.Script(func(c localapi.Call) *localapi.CallFailure {
		if c.Method == "sendMessage" && strings.Contains(c.Params["text"], "Apa pekerjaannya") && !arrived.Swap(true) {
			close(tried)
		}
		if arrived.Load() && c.Method == "sendMessage" {
			return &localapi.CallFailure{Disconnect: true} // never takes effect
		}
		return nil
	})
	who.Say("Kamboja")
	select {
	case <-tried:
	case <-ctx.Done():
		t.Fatal("the reply was never tried", first.out)
	}
	first.kill()
	telegram.Script(nil)

	second := start(t, env, "serve")
	if _, err := who.UntilSays(ctx, "Apa pekerjaannya"); err != nil {
		t.Fatal(err, second.out)
	}
	who.Say("admin")
	if _, err := who.UntilSays(ctx, "Berapa gaji"); err != nil {
		t.Fatal(err, second.out)
	}
	for _, once := range []string{"Di negara mana", "Apa pekerjaannya", "Berapa gaji"} {
		n := 0
		for _, m := range who.Messages() {
			if !m.FromPerson && strings.Contains(m.HTML, once) {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%q stands %d times in the chat, want once", once, n)
		}
	}
}

// A refused token causes one clear line without the token, and an exit code other than 0.
func TestRefusedTokenIsOneClearLine(t *testing.T) {
	t.Parallel()
	notRaced(t, servesNobody)
	telegram := localapi.ForTest(t, "1:another-token-for-another-bot-entirely", "TestBot", time.Now)
	server := httptest.NewServer(telegram)
	defer server.Close()
	dir := t.TempDir()
	p := start(t, []string{"TELEGRAM_BOT_TOKEN=" + testToken, "TELEGRAM_API_URL=" + server.URL, "CEKLOKER_DATA=" + dir + "/data", "CEKLOKER_KEYS=" + dir + "/keys"}, "serve")
	err := p.cmd.Wait()
	out := p.out.String()
	if err == nil || !strings.Contains(out, "BotFather") || strings.Count(strings.TrimSpace(out), "\n") > 0 {
		t.Errorf("exit %v, output %q", err, out)
	}
	if strings.Contains(out, "TEST-token") {
		t.Errorf("the token stands in the output: %s", out)
	}
}
