package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// isOneLine reports whether a command printed one line that contains want.
func isOneLine(errs, want string) bool {
	return strings.Contains(errs, want) && strings.Count(strings.TrimSpace(errs), "\n") == 0
}

// Settings that make no sense are refused at start, wherever they come from.
func TestSettingsThatMakeNoSenseAreRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ flag, value, want string }{
		"sending nothing":           {"--sending", "0", "CEKLOKER_SENDING is 0 messages a second; give a number above 0"},
		"sending less than nothing": {"--sending", "-5", "CEKLOKER_SENDING is -5"},
		"sending no number":         {"--sending", "NaN", "CEKLOKER_SENDING is NaN"},
		"sending without end":       {"--sending", "Inf", "CEKLOKER_SENDING is +Inf"},
		"sending a word":            {"--sending", "fast", `--sending: "fast" is not a number, such as 25; see bot --help`},
		"a size with a fraction":    {"--max-data", "1.5", `"1.5" is not a whole number`},
		"a wait without a unit":     {"--start-within", "12", `"12" is not a time, such as 2m or 30s`},
		"a file of size 0":          {"--max-data", "0", "CEKLOKER_MAX_DATA_MB is 0 megabytes; give a number from 1"},
		"a file of negative size":   {"--max-data", "-1", "CEKLOKER_MAX_DATA_MB is -1"},
		"a size that overflows":     {"--max-data", "9000000000000", "CEKLOKER_MAX_DATA_MB is 9000000000000"},
		"a negative wait":           {"--start-within", "-2s", "CEKLOKER_START_WITHIN is -2s"},
		"an id with a letter":       {"--admin-ids", "12,12a", `CEKLOKER_ADMIN_IDS holds "12a"`},
		"an id of a group":          {"--admin-ids", "-100", `CEKLOKER_ADMIN_IDS holds "-100"`},
		"plain http elsewhere":      {"--api-url", "http://telegram.example.org", "TELEGRAM_API_URL is plain http to another machine"},
		"plain http in a network":   {"--api-url", "http://10.0.0.7:8081", "TELEGRAM_API_URL is plain http to another machine"},
		"no address":                {"--api-url", "api.telegram.org", "TELEGRAM_API_URL is not an address"},
		"another scheme":            {"--api-url", "ftp://api.telegram.org", "TELEGRAM_API_URL is not an address"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			code, _, errs := runCommand(t, map[string]string{"TELEGRAM_BOT_TOKEN": testToken}, "", "--data", dir+"/data", "--keys", dir+"/keys", c.flag+"="+c.value, "serve")
			if code == 0 || !isOneLine(errs, c.want) {
				t.Errorf("exit %d, want one line with %q, got %q", code, c.want, errs)
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
				t.Errorf("something was made in the folder: %v, %v", left, err)
			}
		})
	}
}

// Settings that make sense are taken: the start fails only at reaching Telegram.
func TestSettingsThatMakeSenseAreTaken(t *testing.T) {
	t.Parallel()
	notRaced(t, servesNobody)
	for _, flags := range [][]string{
		{"--sending=0.5", "--max-data=1", "--admin-ids= 12, 13,", "--api-url=http://localhost:1", "--ops-listen=none"},
		{"--admin-ids=", "--api-url=http://[::1]:1"},
	} {
		t.Run(strings.Join(flags, " "), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			_, _, errs := runCommand(t, map[string]string{"TELEGRAM_BOT_TOKEN": testToken}, "", append(append([]string{"--ops-listen=none", "--start-within=0s", "--data", dir + "/data", "--keys", dir + "/keys"}, flags...), "serve")...)
			if !strings.Contains(errs, "cannot reach Telegram") {
				t.Errorf("got %q", errs)
			}
		})
	}
}

// Keys that others may open are refused, and nothing is changed.
func TestKeysThatOthersMayOpenAreRefused(t *testing.T) {
	t.Parallel()
	notRaced(t, servesNobody)
	for name, c := range map[string]struct {
		path string
		mode os.FileMode
	}{
		"the folder":           {"", 0o755},
		"the folder, a group":  {"", 0o750},
		"the folder of days":   {"days", 0o711},
		"the master key":       {"master.key", 0o644},
		"the key, for a group": {"master.key", 0o640},
		"a day key":            {"days/2026-11-24.key", 0o604},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			keys := filepath.Join(dir, "keys")
			if err := os.MkdirAll(filepath.Join(keys, "days"), 0o700); err != nil {
				t.Fatal(err)
			}
			for _, file := range []string{"master.key", "days/2026-11-24.key"} {
				if err := os.WriteFile(filepath.Join(keys, file), bytes.Repeat([]byte{7}, 32), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.Chmod(filepath.Join(keys, c.path), c.mode); err != nil {
				t.Fatal(err)
			}
			code, _, errs := runCommand(t, map[string]string{"TELEGRAM_BOT_TOKEN": testToken}, "", "--data", dir+"/data", "--keys", keys, "--ops-listen=none", "serve")
			if want := "others may open " + filepath.Join(keys, c.path); code == 0 || !isOneLine(errs, want) || !strings.Contains(errs, "chmod -R go= "+keys) {
				t.Errorf("exit %d, want one line with %q, got %q", code, want, errs)
			}
			if info, err := os.Stat(filepath.Join(keys, c.path)); err != nil || info.Mode().Perm() != c.mode {
				t.Errorf("the mode was changed to %v, %v", info.Mode(), err)
			}
		})
	}
}

// An empty environment variable means the default of its setting.
func TestAnEmptyVariableMeansItsDefault(t *testing.T) {
	notRaced(t, servesNobody)
	for _, name := range []string{
		"CEKLOKER_DATA", "CEKLOKER_KEYS", "CEKLOKER_MAX_DATA_MB", "CEKLOKER_CONTENT", "CEKLOKER_LISTEN", "CEKLOKER_START_WITHIN", "CEKLOKER_SENDING",
		"CEKLOKER_WEBHOOK_URL", "CEKLOKER_WEBHOOK_SECRET_FILE", "CEKLOKER_ADMIN_IDS", "CEKLOKER_OPERATOR", "CEKLOKER_COUNTRY",
	} {
		t.Setenv(name, "")
	}
	t.Setenv("CEKLOKER_OPS_LISTEN", "none")
	t.Setenv("TELEGRAM_API_URL", "http://127.0.0.1:1")
	dir := t.TempDir()
	t.Chdir(dir)
	_, _, errs := runCommand(t, map[string]string{"TELEGRAM_BOT_TOKEN": testToken}, "", "--start-within=0s", "serve")
	if !strings.Contains(errs, "cannot reach Telegram") {
		t.Errorf("got %q", errs)
	}
	for _, file := range []string{"data/bot.db", "keys/master.key"} {
		if _, err := os.Stat(filepath.Join(dir, file)); err != nil {
			t.Errorf("%s was not made: %v", file, err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "master.key")); err == nil {
		t.Error("the keys stand in the working folder")
	}
	t.Setenv("TELEGRAM_API_URL", "http://telegram.example.org")
	if _, _, errs := runCommand(t, map[string]string{"TELEGRAM_BOT_TOKEN": testToken}, "", "serve"); !isOneLine(errs, "plain http") {
		t.Errorf("a variable that is not empty counts: %q", errs)
	}
}
