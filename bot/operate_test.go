package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"cekloker/flows"
	"cekloker/internal/content"
	"cekloker/internal/localapi"
	"cekloker/locales"
)

// Commands that need the data ask the serving bot, and open the data themselves when no
// bot serves.
func TestCommandsReachTheDataWhetherABotServesOrNot(t *testing.T) {
	t.Parallel()
	telegram, env, dir := newTelegram(t)
	ctx := longContext(t)
	vars, flags := splitFlags(env)
	if code, _, errs := runCommand(t, vars, "", append(flags, "compact")...); code == 0 || !strings.Contains(errs, "there are no data in") {
		t.Errorf("without data: exit %d, %q", code, errs)
	}
	who := telegram.Person(77, "id")
	p := start(t, env, "serve")
	who.Say("/cek")
	if _, err := who.UntilSays(ctx, "Kirim teks tawarannya"); err != nil {
		t.Fatal(err, p.out)
	}
	master, err := os.ReadFile(dir + "/keys/master.key")
	if err != nil {
		t.Fatal(err)
	}
	commands := func(when, says string) {
		for _, c := range []struct {
			want string
			args []string
		}{
			{"records kept", []string{"compact"}},
			{"new master key in place", []string{"keys", "rotate"}},
			{says, []string{"doctor"}},
		} {
			code, out, errs := runCommand(t, vars, "", append(flags, c.args...)...)
			if code != 0 || !strings.Contains(out, c.want) {
				t.Errorf("%s, %v: exit %d, want %q, got %q %q", when, c.args, code, c.want, out, errs)
			}
		}
	}
	commands("while it serves", "a bot serves")
	after, err := os.ReadFile(dir + "/keys/master.key")
	if err != nil || string(after) == string(master) {
		t.Errorf("the master key is the old one: %v", err)
	}
	who.Say("1")
	if _, err := who.UntilSays(ctx, "Di negara mana"); err != nil {
		t.Fatal("after the rotation the conversation does not go on", err, p.out)
	}
	if info, err := os.Stat(dir + "/data/bot.sock"); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("socket: %v, %v", info, err)
	}
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Wait(); err != nil {
		t.Error(err, p.out)
	}
	commands("when none serves", "no bot serves")
}

// splitFlags turns the environment of a process into one for a command that runs in this
// process.
func splitFlags(env []string) (vars map[string]string, flags []string) {
	vars = map[string]string{}
	for _, e := range env {
		name, value, _ := strings.Cut(e, "=")
		vars[name] = value
	}
	return vars, []string{"--data", vars["CEKLOKER_DATA"], "--keys", vars["CEKLOKER_KEYS"], "--api-url", vars["TELEGRAM_API_URL"]}
}

func TestTheDoctorNamesWhatToMend(t *testing.T) {
	t.Parallel()
	notRaced(t, servesNobody)
	_, env, dir := newTelegram(t)
	vars, flags := splitFlags(env)
	if code, out, errs := runCommand(t, vars, "", append(flags, "--api-url", "http://127.0.0.1:1", "--start-within", "0s", "--ops-listen", "", "serve")...); code == 0 {
		t.Fatal(out, errs) // creates data and keys, then cannot reach Telegram
	}
	if err := os.Chmod(dir+"/keys/master.key", 0o644); err != nil {
		t.Fatal(err)
	}
	late := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Date", time.Now().Add(-time.Hour).UTC().Format(http.TimeFormat))
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = w.Write([]byte(`{"ok":false,"error_code":401,"description":"Unauthorized"}`))
	}))
	defer late.Close()
	code, out, _ := runCommand(t, vars, "", append(flags, "--api-url", late.URL, "doctor")...)
	for _, want := range []string{"master.key has mode -rw-r--r--", "the clock is off by 1h0m", "the token is refused by Telegram", "3 to fix"} {
		if code == 0 || !strings.Contains(out, want) {
			t.Errorf("exit %d, no %q in:\n%s", code, want, out)
		}
	}
	if strings.Contains(out, "TEST-token") {
		t.Error("the token stands in the output")
	}
}

// Before the first start there is nothing to mend but the token.
func TestTheDoctorKnowsAFreshFolder(t *testing.T) {
	t.Parallel()
	notRaced(t, servesNobody)
	_, env, dir := newTelegram(t)
	vars, flags := splitFlags(env)
	vars["TELEGRAM_BOT_TOKEN"] = ""
	_, out, _ := runCommand(t, vars, "", append(flags, "doctor")...)
	for _, want := range []string{"ok    the folder " + dir + "/data does not exist yet", "fix   there is no token; @BotFather", "\n1 to fix"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in:\n%s", want, out)
		}
	}
}

// Operators see numbers and pause a flow. Everybody else gets the help screen for these
// commands, and contacts instead of the paused flow.
func TestOperatorsPauseAFlowAndSeeNumbers(t *testing.T) {
	t.Parallel()
	telegram, env, _ := newTelegram(t)
	ctx := longContext(t)
	p := start(t, append(env, "CEKLOKER_ADMIN_IDS=55"), "serve")
	admin, who := telegram.Person(55, "en"), telegram.Person(56, "id")
	says := func(who localapi.Person, word, want string) {
		t.Helper()
		who.Say(word)
		if _, err := who.UntilSays(ctx, want); err != nil {
			t.Fatalf("after %q: %v\n%s", word, err, p.out)
		}
	}
	says(admin, "/status", "The bot is well.")
	says(who, "/status", "Perintah itu tidak kami kenal")
	says(who, "/jeda check_offer", "Perintah itu tidak kami kenal")
	says(who, "/angka", "kurang dari 10")
	says(who, "/angka", "Versi isi bot: "+content.Version(flows.FS, locales.FS))
	says(admin, "/pause danger", "cannot be paused")
	says(admin, "/pause check_offer", "check_offer is paused")
	says(who, "/cek", "sedang kami hentikan sebentar")
	p.kill()
	p = start(t, append(env, "CEKLOKER_ADMIN_IDS=55"), "serve")
	who.Say("/menu")
	says(who, "/cek", "sedang kami hentikan sebentar")
	says(who, "saya disekap", "bahaya")
	says(admin, "/resume check_offer", "goes on")
	says(who, "/cek", "Kirim teks tawarannya")
	p.kill() // so that all of its output is read
	if !strings.Contains(p.out.String(), `"command":"resume"`) || strings.Contains(p.out.String(), "check_offer") {
		t.Errorf("the log names the use, and nothing of its content:\n%s", p.out)
	}
}

// When the token was replaced at @BotFather, conversations with the same bot go on.
func TestANewTokenLosesNoSession(t *testing.T) {
	t.Parallel()
	notRaced(t, startedOften)
	telegram, env, _ := newTelegram(t)
	ctx := longContext(t)
	who := telegram.Person(77, "id")
	first := start(t, env, "serve")
	who.Say("/cek")
	if _, err := who.UntilSays(ctx, "Kirim teks tawarannya"); err != nil {
		t.Fatal(err, first.out)
	}
	if err := first.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = first.cmd.Wait()
	const renewed = "4242:NEW-token-of-the-same-bot-0123456789abcd"
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, "/bot"+renewed+"/") {
			http.Error(w, `{"ok":false,"error_code":401,"description":"Unauthorized"}`, http.StatusUnauthorized)
			return
		}
		r.URL.Path = strings.Replace(r.URL.Path, renewed, testToken, 1)
		telegram.ServeHTTP(w, r)
	}))
	defer other.Close()
	second := start(t, append(env, "TELEGRAM_BOT_TOKEN="+renewed, "TELEGRAM_API_URL="+other.URL), "serve")
	who.Say("1")
	if _, err := who.UntilSays(ctx, "Di negara mana"); err != nil {
		t.Fatal(err, second.out)
	}
	second.kill()
}
