package main

import (
	"bytes"
	"cmp"
	"context"
	"net"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// runCommand runs one command in this process.
func runCommand(t *testing.T, env map[string]string, in string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	p := program{ctx: context.Background(), in: strings.NewReader(in), out: &o, err: &e, env: func(k string) string { return env[k] }, now: time.Now}
	code = p.run(args)
	return code, o.String(), e.String()
}

// exportContent writes a copy of the content that a test can break.
func exportContent(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "content")
	if code, _, errs := runCommand(t, nil, "", "content", "export", dir); code != 0 {
		t.Fatal(errs)
	}
	return dir
}

func breakFile(t *testing.T, file, old, replacement string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(data), old) {
		t.Fatalf("%s holds no %q to break", file, old)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(data), old, replacement, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Every mistake is told with its place, and all come at once: a folder of content holds many,
// of which none hides another.
func TestEveryMistakeInContentIsToldWithItsPlace(t *testing.T) {
	t.Parallel()
	notRaced(t, servesNobody)
	type mistake struct{ file, old, replacement, want string }
	for stage, mistakes := range map[string]map[string]mistake{
		"how it is written": {
			"broken YAML": {"flows/tips/flow.yaml", "steps:", "steps: [", ": broken YAML: "},
			"unknown key": {"flows/help/flow.yaml", "about: What", "colour: red\nabout: What", `flows/help/flow.yaml:1:1: unknown key "colour"; use one of about, short, brief, unshared, inline, early, steps`},
			"doubled key": {"locales/common.id.yaml", "common.back: \"Kembali\"", "common.back: \"Kembali\"\ncommon.back: \"Balik\"", "stands here and in line"},
		},
		"what it names": {
			"missing translation":    {"locales/common.en.yaml", "common.back:", "common.backk:", "common.back has no translation in locales/common.en.yaml"},
			"placeholder differs":    {"locales/verdict.en.yaml", "{{.times}} times", "{{.much}} times", "has the placeholders"},
			"expression error":       {"flows/check_offer/flow.yaml", "when: asking and overseas", "when: asking and overeas", "unknown name overeas"},
			"unknown slot of a fact": {"flows/check_offer/flow.yaml", "slot: visa", "slot: vissa", `slot "vissa" is no fact of an offer`},
			"unknown flow":           {"flows/volunteer/flow.yaml", "opens: family", "opens: famly", `opens the flow "famly", which does not exist`},
			"unknown signal":         {"flows/judge/levels.yaml", `has("fee_upfront")`, `has("fee_upfrnt")`, `has("fee_upfrnt"): there is none of that name`},
			"unknown phrase":         {"flows/judge/signals/secrecy.yaml", `said("secrecy")`, `said("secrcy")`, `said("secrcy"): there is none of that name`},
			"number not allowed":     {"flows/channels/kbri_phnom_penh.yaml", "number: \"+85512813282\", way: whatsapp", "number: \"+85512810005\", way: whatsapp", "must not be used"},
			"source unknown":         {"flows/judge/wages.yaml", "source: kh26", "source: nowhere", `source "nowhere" is not in flows/facts/sources.yaml`},
		},
		"what it does": {
			"example does not fire":   {"flows/judge/signals/hub_number.yaml", "+855 12 345 678", "0812 345 678 90", "does not fire"},
			"example should be quiet": {"flows/judge/signals/hub_number.yaml", "0812 3456 7890", "+855 12 345 678", "fires and should be quiet"},
			"forbidden word":          {"locales/verdict.id.yaml", "Tidak ada tanda yang kami kenal.", "Tawaran ini aman.", `says "aman"`},
			"message too long":        {"locales/start.en.yaml", "help.about: |-\n", "help.about: |-\n  " + strings.Repeat("long words ", 90) + "\n", "characters, 900 fit a screen"},
			"utterance not heard":     {"flows/hear/rules/danger/held.yaml", "paspor dipegang bos\"\n", "selamat pagi semua\"\n", "is heard as"},
			"offer misjudged":         {"flows/proof/offers/soft_opener.txt", "expect 1", "expect 3", "level 1 by rule"},
		},
	} {
		t.Run(stage, func(t *testing.T) {
			t.Parallel()
			dir := exportContent(t)
			for _, m := range mistakes {
				breakFile(t, filepath.Join(dir, m.file), m.old, m.replacement)
			}
			code, out, errs := runCommand(t, nil, "", "--content", dir, "check", "--today", "2026-11-24")
			for name, m := range mistakes {
				if code == 0 || !strings.Contains(out, m.want) {
					t.Errorf("%s: exit %d, no line with %q", name, code, m.want)
				}
			}
			if t.Failed() {
				t.Logf("it says\n%s%s", out, errs)
			}
		})
	}
}

func TestTrainingWithoutLinesIsOneLine(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if code, _, errs := runCommand(t, nil, "", "train", dir); code == 0 || !isOneLine(errs, "there are no lines to train on in "+dir) {
		t.Errorf("exit %d, want one line, got %s", code, errs)
	}
}

// A wrong path of the content is one line, whatever the command.
func TestAWrongContentFolderIsOneLine(t *testing.T) {
	t.Parallel()
	notRaced(t, servesNobody)
	empty := t.TempDir()
	for _, dir := range []string{empty, empty + "/none", "../flows"} {
		for _, command := range []string{"check", "check --language jv", "version", "judge", "screens", "preview"} {
			code, out, errs := runCommand(t, nil, "", append([]string{"--content", dir}, strings.Fields(command)...)...)
			if code == 0 || out != "" || !isOneLine(errs, dir+" is no folder of content") {
				t.Errorf("%s: exit %d, want one line, got:\n%s%s", command, code, out, errs)
			}
		}
	}
}

func TestBrokenFilesAreToldAndLeftAlone(t *testing.T) {
	t.Parallel()
	notRaced(t, servesNobody)
	for name, c := range map[string]struct {
		file, want string
		content    []byte
	}{
		"key file of wrong length":   {"keys/master.key", "a key has 32; put the right file back", []byte("short")},
		"data file that is not ours": {"data/bot.db", "is not a data file of this bot", bytes.Repeat([]byte("no database "), 2000)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			file := filepath.Join(dir, c.file)
			if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.MkdirAll(filepath.Join(dir, "keys"), 0o700); err != nil {
				t.Fatal(err)
			}
			if c.file != "keys/master.key" {
				if err := os.WriteFile(filepath.Join(dir, "keys/master.key"), bytes.Repeat([]byte{7}, 32), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.WriteFile(file, c.content, 0o600); err != nil {
				t.Fatal(err)
			}
			code, _, errs := runCommand(t, map[string]string{"TELEGRAM_BOT_TOKEN": testToken}, "", "--data", dir+"/data", "--keys", dir+"/keys", "--ops-listen", "", "serve")
			if code == 0 || !strings.Contains(errs, c.want) || strings.Count(strings.TrimSpace(errs), "\n") > 0 {
				t.Errorf("exit %d, want one line with %q, got %q", code, c.want, errs)
			}
			after, err := os.ReadFile(file)
			if err != nil || !bytes.Equal(after, c.content) {
				t.Errorf("the file was changed: %v", err)
			}
		})
	}
}

func TestWrongKeyAndMissingKeyChangeNothing(t *testing.T) {
	t.Parallel()
	notRaced(t, servesNobody)
	dir := t.TempDir()
	serve := func() string {
		_, _, errs := runCommand(t, map[string]string{"TELEGRAM_BOT_TOKEN": testToken}, "", "--data", dir+"/data", "--keys", dir+"/keys", "--ops-listen", "", "--api-url", "http://127.0.0.1:1", "--start-within", "0s", "serve")
		return errs
	}
	if errs := serve(); !strings.Contains(errs, "cannot reach Telegram") {
		t.Fatalf("the first start should only fail to reach Telegram: %q", errs)
	}
	before, err := os.ReadFile(dir + "/data/bot.db")
	if err != nil {
		t.Fatal(err)
	}
	key := dir + "/keys/master.key"
	good, err := os.ReadFile(key)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(key, bytes.Repeat([]byte{9}, 32), 0o600); err != nil {
		t.Fatal(err)
	}
	if errs := serve(); !strings.Contains(errs, "does not fit the data") {
		t.Errorf("wrong key: %q", errs)
	}
	if err := os.Remove(key); err != nil {
		t.Fatal(err)
	}
	if errs := serve(); !strings.Contains(errs, "is missing, and the data are sealed with it") {
		t.Errorf("missing key: %q", errs)
	}
	if _, err := os.Stat(key); err == nil {
		t.Error("a new key was made over sealed data")
	}
	if err := os.WriteFile(key, good, 0o600); err != nil {
		t.Fatal(err)
	}
	after, err := os.ReadFile(dir + "/data/bot.db")
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the data changed: %v", err)
	}
}

func TestPortTakenIsToldWithANextStep(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	code, _, errs := runCommand(t, nil, "", "--listen", l.Addr().String(), "preview")
	if code == 0 || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, "cannot listen at "+l.Addr().String()) || !strings.Contains(errs, "CEKLOKER_LISTEN") {
		t.Errorf("exit %d: %q", code, errs)
	}
}

func TestServeWithoutATokenSaysWhereToPutIt(t *testing.T) {
	t.Parallel()
	code, _, errs := runCommand(t, nil, "", "serve")
	if code == 0 || !strings.Contains(errs, "TELEGRAM_BOT_TOKEN_FILE") {
		t.Errorf("exit %d: %q", code, errs)
	}
}

func TestUnknownFlagAndBadDateAndBadLine(t *testing.T) {
	t.Parallel()
	notRaced(t, servesNobody)
	for _, c := range []struct {
		in, want string
		args     []string
	}{
		{"", "see bot --help", []string{"--nonsense"}},
		{"", `--json: write true or false instead of "maybe"`, []string{"judge", "--json=maybe"}},
		{"", "--sending: expected a number, such as 25 behind it", []string{"serve", "--sending"}},
		{"", "write YYYY-MM-DD", []string{"check", "--today", "tomorrow"}},
		{"no json\n", "line 1 is no JSON object", []string{"judge", "--jsonl"}},
		{"   ", "no text to judge", []string{"judge"}},
		{"", "not empty", []string{"content", "export", "."}},
	} {
		if code, _, errs := runCommand(t, nil, c.in, c.args...); code == 0 || !strings.Contains(errs, c.want) {
			t.Errorf("%v: exit %d, want %q, got %q", c.args, code, c.want, errs)
		}
	}
}

// A command shows the settings that it uses, and no others.
func TestHelpShowsTheSettingsOfTheCommand(t *testing.T) {
	t.Parallel()
	for command, want := range map[string]string{
		"judge": "content", "corpus add": "content", "corpus reply": "content operator inbox country", "keys rotate": "data keys max-data", "health": "ops-listen",
		"doctor": "data keys max-data content api-url", "preview": "content listen operator inbox country", "content export": "", "": "",
		"serve": "data keys max-data content listen ops-listen api-url start-within sending webhook-url webhook-secret admin-ids operator inbox country",
	} {
		code, out, _ := runCommand(t, nil, "", append(strings.Fields(command), "--help")...)
		for i := range reflect.TypeFor[settings]().NumField() {
			flag := settingName(reflect.TypeFor[settings]().Field(i))
			if shown := strings.Contains(out, " --"+flag+"="); code != 0 || shown != slices.Contains(strings.Fields(want), flag) {
				t.Errorf("bot %s --help: exit %d, --%s shown: %v", command, code, flag, shown)
			}
		}
	}
}

// settingName is the flag of a setting: its name with hyphens, or the one that its tag gives.
func settingName(f reflect.StructField) string {
	return cmp.Or(f.Tag.Get("name"), strings.ToLower(regexp.MustCompile(`([a-z])([A-Z])`).ReplaceAllString(f.Name, "$1-$2")))
}
