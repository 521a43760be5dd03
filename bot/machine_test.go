package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cekloker/internal/localapi"
)

// The machine dies with its disk. The documented command puts the program and the token
// on another one; what was said meanwhile is answered, and buttons of before say that
// their case is gone, or give contacts.
func TestTheDayTheMachineDies(t *testing.T) {
	t.Parallel()
	notRaced(t, startedOften)
	ctx := longContext(t)
	telegram, env, dir := newTelegram(t)
	asks, cries, writes := telegram.Person(1, "id"), telegram.Person(2, "id"), telegram.Person(3, "id")
	first := start(t, env, "serve")
	asks.Say("/cek")
	cries.Say("tolong saya disekap di kamboja")
	for who, text := range map[localapi.Person]string{asks: paste, cries: "ditahan"} {
		if _, err := who.UntilSays(ctx, text); err != nil {
			t.Fatal(err, first.out)
		}
	}
	asks.Say("1")
	question, err := asks.UntilSays(ctx, "Di negara mana")
	if err != nil {
		t.Fatal(err, first.out)
	}
	if !telegram.Until(ctx, func() bool { return telegram.Pending() == 0 }) { // what was not confirmed would come again, to the other machine
		t.Fatal("updates wait", first.out)
	}
	first.kill()
	for _, folder := range []string{"/data", "/keys"} {
		if err := os.RemoveAll(dir + folder); err != nil {
			t.Fatal(err)
		}
	}
	writes.Say("/start")

	began := time.Now()
	root := t.TempDir()
	token, self := filepath.Join(root, "token"), mustExecutable(t)
	if err := os.WriteFile(token, []byte(testToken+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	back := exec.Command("sh", "../docs/deploy/back.sh", self, token)
	back.Env = append(os.Environ(), "ROOT="+root+"/machine", "CEKLOKER_TEST_PROCESS=1")
	if out, err := back.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for file, mode := range map[string]os.FileMode{"/usr/local/bin/cekloker": 0o755, "/etc/cekloker/token": 0o400, "/etc/cekloker": 0o700} {
		if info, err := os.Stat(root + "/machine" + file); err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: %v, %v", file, info, err)
		}
	}
	second := startProgram(t, root+"/machine/usr/local/bin/cekloker", []string{
		"TELEGRAM_BOT_TOKEN_FILE=" + root + "/machine/etc/cekloker/token", env[1], "CEKLOKER_DATA=" + root + "/data", "CEKLOKER_KEYS=" + root + "/keys", "CEKLOKER_TEST_IN_A_HURRY=1",
	}, "serve")
	if _, err := writes.UntilSays(ctx, mainMenu); err != nil {
		t.Fatal(err, second.out)
	}
	took := time.Since(began)
	t.Logf("from the command to the answer to what was said meanwhile: %v", took)
	if err := asks.TapData(question.ID, firstAnswer(t, question)); err != nil {
		t.Fatal(err)
	}
	if m, err := asks.UntilSays(ctx, "Catatan percakapan itu sudah tidak ada"); err != nil || !strings.Contains(m.HTML, mainMenu) {
		t.Errorf("%v\n%s\n%s", err, shown(asks), second.out)
	}
	if err := cries.Tap("Ya, saya"); err != nil {
		t.Fatal(err)
	}
	if m, err := cries.UntilSays(ctx, "Catatan percakapan itu sudah tidak ada"); err != nil || !strings.Contains(m.HTML, "+62") {
		t.Errorf("%v\n%s\n%s", err, shown(cries), second.out)
	}
	if took > time.Minute {
		t.Errorf("back after %v", took)
	}
}

// firstAnswer returns the data of the first button that answers a question.
func firstAnswer(t *testing.T, m localapi.Message) string {
	t.Helper()
	for _, row := range m.Rows {
		for _, b := range row {
			if strings.HasPrefix(b.Data, "a|") {
				return b.Data
			}
		}
	}
	t.Fatalf("no answer below %s", m.HTML)
	return ""
}
