package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cekloker/internal/hostile"
	"cekloker/internal/picture"
	"cekloker/internal/posters"
)

const posterText = `LOWONGAN KERJA KAMBOJA
Dicari customer service usia 18-35 tahun, gaji USD 900 per bulan.
Tiket dan mess ditanggung perusahaan, masuk pakai visa turis dulu.
Hubungi WA 0812-3456-7890 untuk daftar.`

// needTesseract skips a test on a machine without Tesseract, and under the race detector,
// which makes pictures too slow for their bounds.
func needTesseract(t *testing.T) {
	t.Helper()
	if err := picture.Available(t.Context()); err != nil {
		t.Skip(err)
	}
	if hostile.Raced {
		t.Skip("pictures take too long under the race detector")
	}
}

func writeFile(t *testing.T, name string, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// bot judge --image answers as bot judge does for the words.
func TestJudgingAPicture(t *testing.T) {
	t.Parallel()
	needTesseract(t)
	file := writeFile(t, "poster.png", posters.PNG(posters.Poster("band", posterText, 1)))
	_, want, _ := runCommand(t, nil, posterText, "judge", "--json")
	code, got, errs := runCommand(t, nil, "", "judge", "--json", "--image", file)
	if code != 0 || !strings.Contains(got, `"level":3`) || !strings.Contains(want, `"level":3`) {
		t.Errorf("exit %d, %s\n%s, from the words %s", code, errs, got, want)
	}
	code, got, errs = runCommand(t, nil, "", "judge", "--image", file)
	if code != 0 || !strings.Contains(got, "Tahan dulu. Ada") {
		t.Errorf("exit %d, %s %s", code, errs, got)
	}
	for name, b := range map[string][]byte{
		"this is no picture": []byte(posterText), "no words could be read": posters.PNG(posters.Poster("plain", "", 1)), "the picture is damaged": posters.PNG(posters.Poster("plain", posterText, 1))[:900],
	} {
		if code, _, errs := runCommand(t, nil, "", "judge", "--image", writeFile(t, "x", b)); code == 0 || !strings.Contains(errs, name) {
			t.Errorf("exit %d, no %q in %q", code, name, errs)
		}
	}
}

// Without Tesseract the bot says so, and what to install.
func TestWithoutTesseract(t *testing.T) {
	notRaced(t, servesNobody)
	t.Setenv("PATH", t.TempDir())
	file := writeFile(t, "poster.png", posters.PNG(posters.Poster("plain", posterText, 1)))
	if code, _, errs := runCommand(t, nil, "", "judge", "--image", file); code == 0 || !strings.Contains(errs, "install tesseract-ocr, tesseract-ocr-ind and tesseract-ocr-eng") {
		t.Errorf("exit %d, %q", code, errs)
	}
	_, env, _ := newTelegram(t)
	vars, flags := splitFlags(env)
	if _, out, _ := runCommand(t, vars, "", append(flags, "doctor")...); !strings.Contains(out, "note  pictures cannot be read: Tesseract is not installed") {
		t.Error(out)
	}
	p := start(t, env, "serve")
	for !strings.Contains(p.out.String(), "pictures cannot be read") {
		select {
		case <-t.Context().Done():
			t.Fatal(p.out)
		case <-time.After(10 * time.Millisecond):
		}
	}
}
