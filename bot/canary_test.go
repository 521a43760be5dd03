package main

import (
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cekloker/internal/localapi"
)

// What people say, who they are and the token appear in no output and no file,
// whatever fails on the way.
func TestCanaryAppearsNowhere(t *testing.T) {
	t.Parallel()
	const (
		words  = "kenariwords"
		name   = "Kenariname"
		phone  = "081298765432"
		person = 990017733
	)
	telegram, env, dir := deskFor(t)
	ctx := timeout(t)
	who := telegram.Person(person, "id")
	p := start(t, env, "serve")

	failures := []localapi.Failure{
		{Code: http.StatusTooManyRequests, RetryAfter: 1}, {Code: http.StatusBadGateway, Description: "Bad Gateway"},
		{Cut: true}, {Code: http.StatusBadRequest, Description: "Bad Request: can't parse entities: " + words},
		{Code: http.StatusInternalServerError, Description: "oops " + testToken},
	}
	n := 0
	telegram.Script(func(c localapi.Call) *localapi.Failure {
		if c.Method != "sendMessage" || n >= len(failures) {
			return nil
		}
		n++
		return &failures[n-1]
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
	who.Say("KELUAR")
	who.Say("/start")
	if _, err := who.UntilSays(ctx, "Halo. Di sini"); err != nil {
		t.Fatal(err, p.out)
	}
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Wait(); err != nil {
		t.Errorf("the bot did not stop in peace: %v\n%s", err, p.out)
	}
	secrets := []string{words, strings.ToUpper(words), name, phone, "8129876", "990017733", "TEST-token-that"}
	for _, s := range secrets {
		if strings.Contains(p.out.String(), s) {
			t.Errorf("%q stands in the output:\n%s", s, p.out)
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
