package main

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/multi/qrcode"
)

// drawCards runs bot cards and returns the folder and what the command says.
func drawCards(t *testing.T, args ...string) (dir, said string, code int) {
	t.Helper()
	dir = t.TempDir()
	var out, bad bytes.Buffer
	p := program{ctx: t.Context(), in: strings.NewReader(""), out: &out, err: &bad, env: func(string) string { return "" }, now: time.Now}
	code = p.run(append([]string{"cards", "--out", dir}, args...))
	return dir, out.String() + bad.String(), code
}

// Every card in both languages is a picture of the right size with its text beside it;
// the code on it opens the card.
func TestCardsAreWrittenWithCodesThatOpenThem(t *testing.T) {
	t.Parallel()
	notRaced(t, servesNobody)
	dir, said, code := drawCards(t, "--bot", "CekLokerBot", "--campaign", "poster_2026")
	if code != 0 || !strings.Contains(said, "number 110 (source of 20") {
		t.Fatalf("exit %d: %s", code, said)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.png"))
	if err != nil || len(files) < 60 {
		t.Fatalf("%d pictures: %v", len(files), err)
	}
	most := int64(0)
	for _, name := range files {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if most = max(most, info.Size()); info.Size() > 100_000 {
			t.Errorf("%s has %d bytes", name, info.Size())
		}
	}
	t.Logf("%d pictures, the largest %d bytes", len(files), most)
	for i, name := range files {
		if i%8 > 0 {
			continue
		}
		if got := codeOf(t, name); !strings.HasPrefix(got, "https://t.me/CekLokerBot?start=") {
			t.Errorf("%s opens %q", name, got)
		}
	}
	for name, link := range map[string]string{"id/cards.tourist_visa": "https://t.me/CekLokerBot?start=visa_turis-poster_2026", "en/tips.report": "https://t.me/CekLokerBot?start=tip_5-poster_2026"} {
		if got := codeOf(t, filepath.Join(dir, name+".png")); got != link {
			t.Errorf("%s opens %q", name, got)
		}
		if text, err := os.ReadFile(filepath.Join(dir, name+".txt")); err != nil || !strings.Contains(string(text), link) {
			t.Errorf("the text of %s: %v\n%s", name, err, text)
		}
	}
}

func codeOf(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil || m.Bounds().Dx() != 1080 || m.Bounds().Dy() != 1350 {
		t.Fatalf("%s: %v", name, err)
	}
	bitmap, err := gozxing.NewBinaryBitmapFromImage(m)
	if err != nil {
		t.Fatal(err)
	}
	codes, err := qrcode.NewQRCodeMultiReader().DecodeMultiple(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil || len(codes) != 1 {
		t.Errorf("%s has %d codes: %v", name, len(codes), err)
		return ""
	}
	return codes[0].GetText()
}

func TestCardsRefuseWhatTheyCannotWrite(t *testing.T) {
	t.Parallel()
	notRaced(t, servesNobody)
	for want, args := range map[string][]string{
		"is no username":  {"--bot", "@cek loker"},
		"is not declared": {"--bot", "CekLokerBot", "--campaign", "bu_siti"},
		"without --bot":   {"--campaign", "poster_2026"},
	} {
		dir, said, code := drawCards(t, args...)
		if code == 0 || !strings.Contains(said, want) {
			t.Errorf("%v: exit %d: %s", args, code, said)
		}
		if files, _ := os.ReadDir(dir); len(files) > 0 {
			t.Errorf("%v: wrote %d files", args, len(files))
		}
	}
}
