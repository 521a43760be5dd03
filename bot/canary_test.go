package main

import (
	"context"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"cekloker/internal/localapi"
)

// What people write, who they are, and the token appear in no output and no file,
// whatever fails.
func TestCanaryAppearsNowhere(t *testing.T) {
	t.Parallel()
	const (
		words  = "kenariwords"
		name   = "Kenariname"
		phone  = "081298765432"
		person = 990017733
	)
	telegram, env, dir := newTelegram(t)
	ctx := longContext(t)
	who := telegram.Person(person, "id")
	p := start(t, env, "serve")

	// Every method gets every kind of failure in turn, each with words in it.
	said := " " + words + " " + name + " " + phone + " " + testToken
	failures := []localapi.CallFailure{
		{Code: http.StatusBadGateway, Description: "Bad Gateway" + said}, {Disconnect: true},
		{Code: http.StatusBadRequest, Description: "Bad Request: can't parse entities:" + said},
		{Code: http.StatusBadRequest, Description: "Bad Request:" + said},
		{Code: http.StatusBadRequest, Description: "Bad Request: reply markup is too long" + said},
		{Code: http.StatusConflict, Description: "Conflict:" + said},
		{Code: http.StatusNotFound, Description: "Not Found: method not found" + said},
		{Code: http.StatusInternalServerError, Description: "oops" + said},
		{Code: http.StatusServiceUnavailable, Body: "<html>" + said}, {Code: http.StatusOK, Body: `{"ok":"` + said + `"}`}, {Code: http.StatusOK, Body: `{"ok":true,"result":"` + said + `"}`},
	}
	n := map[string]int{}
	var sends atomic.Int64
	telegram.Script(func(c localapi.Call) *localapi.CallFailure {
		if c.Method == "sendMessage" {
			sends.Add(1)
		}
		if c.Method == "getMe" || n[c.Method] >= len(failures) || n[c.Method] > 1 && c.Method == "getUpdates" {
			return nil
		}
		n[c.Method]++
		return &failures[n[c.Method]-1]
	})
	for _, text := range []string{
		"/cek", "Loker admin Kamboja gaji 900 USD " + words + ", hubungi Pak " + name + " " + phone,
		words + " " + name, "saya tidak boleh pulang " + words, "/start " + words, "/" + words,
	} {
		who.Say(text)
	}
	who.Forward("Lowongan " + words + " di Myanmar gaji 10 juta, WA " + phone)
	if err := who.TapData(1, "a|"+words+"|x|y|z"); err != nil {
		t.Fatal(err)
	}
	who.Send(map[string]any{"contact": map[string]any{"phone_number": phone, "first_name": name}})
	who.Send(map[string]any{"text": 42, "caption": words})
	for i := range 2 * len(failures) {
		telegram.Person(int64(person+1+i), "id").Say("/privasi")
	}
	if !telegram.Until(ctx, func() bool { return telegram.Pending() == 0 && sends.Load() > int64(2*len(failures)) }) {
		t.Fatalf("%d messages, %d updates wait\n%s", sends.Load(), telegram.Pending(), p.out)
	}
	telegram.Script(nil)
	who.Say("KELUAR")
	who.Say("/start")
	if _, err := who.UntilSays(ctx, "Halo. Ini Cek Loker"); err != nil {
		t.Fatal(err, p.out)
	}
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Wait(); err != nil {
		t.Errorf("the bot did not stop in peace: %v\n%s", err, p.out)
	}
	checkAppearNowhere(t, dir, p.out.String(), words, strings.ToUpper(words), name, phone, "8129876", "9900177", "TEST-token-that")
}

// checkAppearNowhere checks an output and all files of a folder.
func checkAppearNowhere(t *testing.T, dir, out string, secrets ...string) {
	t.Helper()
	for _, s := range secrets {
		if strings.Contains(out, s) {
			t.Errorf("%q stands in the output:\n%s", s, out)
		}
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, want 0600", path, info.Mode().Perm())
		}
		if !info.Mode().IsRegular() {
			return nil
		}
		data, err := os.ReadFile(path)
		for _, s := range secrets {
			if strings.Contains(string(data), s) {
				t.Errorf("%q stands in %s", s, path)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A person with marked words goes through every entry and taps every button. In the
// meantime the program panics, its data are compacted and its keys rotated. Afterwards
// none of the words is in the output, the metrics, the health page or any file.
func TestCanaryThroughEveryFlow(t *testing.T) {
	t.Parallel()
	const words, name, phone, person = "kenaridua", "Kenarinama", "081387654321", 990028800
	telegram, env, dir := newTelegram(t)
	ctx := longContext(t)
	address := freeAddress(t)
	env = append(env, "CEKLOKER_OPS_LISTEN="+address)
	var who localapi.Person
	p := start(t, append(env, "CEKLOKER_TEST_LAST_STEP=panic confirming#12"), "serve")
	seen, out := map[string]bool{}, ""
	died := make(chan struct{})
	go func() { _ = p.cmd.Wait(); close(died) }()
	settle := func() {
		for {
			changed := telegram.Changed()
			if telegram.Pending() == 0 {
				return
			}
			select {
			case <-changed:
			case <-died:
				out, died = out+p.out.String(), nil
				p = start(t, env, "serve")
			case <-ctx.Done():
				t.Fatal("updates are left", p.out)
			}
		}
	}
	say := func(text string) {
		who.Say(text)
		settle()
		// So many taps may be refused as a flood; the walk goes on.
		soon, cancel := context.WithTimeout(ctx, 300*time.Millisecond)
		defer cancel()
		_, _ = who.Until(soon, func(all []localapi.Message) bool { return len(all) == 0 || !all[len(all)-1].FromPerson })
	}
	for i, opening := range []string{"/start", "/cek", "/keluarga", "/tips", "/latihan", "/privasi", "/pengaturan", "/bantuan", "/pengingat", "PAYUNG", "/angka", "/sudah", "/nekat", "saya disekap"} {
		who = telegram.Person(int64(person+i), "id") // one person alone would count as a flood
		say(opening)
		say(words + " " + name + " " + phone)
		for range 4 {
			all := who.Messages()
			if len(all) == 0 {
				break // the exit took everything
			}
			for _, row := range all[len(all)-1].Rows {
				for _, b := range row {
					if b.Data != "" && !seen[b.Text] && !strings.Contains(b.Data, "exit") && len(seen) < 10*(i+1) {
						seen[b.Text] = true
						if err := who.TapData(all[len(all)-1].ID, b.Data); err != nil {
							t.Fatal(err)
						}
						settle()
					}
				}
			}
		}
	}
	say("Loker admin Kamboja 900 USD, hubungi Bu " + name + " " + phone + " " + words)
	postToSocket(dir+"/data", "compact")
	postToSocket(dir+"/data", "rotate")
	for _, page := range []string{"/metrics", "/healthz", "/readyz"} {
		resp, err := http.Get("http://" + address + page)
		if err != nil {
			t.Fatal(err, p.out)
		}
		body, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if err != nil || len(body) == 0 {
			t.Errorf("%s: %q, %v", page, body, err)
		}
		out += string(body)
	}
	for _, want := range []string{"cekloker_turn_seconds", "cekloker_outbox_oldest_seconds", `event="door_family"`, "cekloker_calls_total"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s in the metrics", want)
		}
	}
	if !strings.Contains(out, "a test asked for it") {
		t.Error("the program never panicked: the test shows less than it says")
	}
	checkAppearNowhere(t, dir, out+p.out.String(), words, strings.ToUpper(words), name, phone, "8138765", "9900288", "TEST-token-that")
	t.Logf("%d different buttons were pressed", len(seen))
}
