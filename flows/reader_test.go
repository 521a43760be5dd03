package flows_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"cekloker/flows"
	"cekloker/internal/content"
	"cekloker/internal/talktest"
	"cekloker/locales"
)

// The learned reader is what its posts make of it.
func TestTheReaderIsTrainedFromItsPosts(t *testing.T) {
	t.Parallel()
	kept, err := flows.FS.ReadFile(content.OfferModelFile)
	if err != nil {
		t.Fatal(err)
	}
	if len(kept) >= 400_000 {
		t.Errorf("the reader has %d bytes, fewer than 400,000 may be", len(kept))
	}
	if os.Getenv("CEKLOKER_LONG") == "" {
		return
	}
	again, err := content.TrainReader(flows.FS)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(kept, again) {
		t.Error("flows/judge/models/offers.bin is not what its posts make; run go run ./bot train")
	}
}

// Rules alone judge the corpus as they do with the learned reader beside them, and talk
// the same, except where a talk is about the reader.
func TestRulesAloneAreSound(t *testing.T) {
	t.Parallel()
	c, wrong := content.Load(withoutReader(t), locales.FS, "2026-11-24")
	for _, p := range wrong {
		t.Error(p)
	}
	files, err := filepath.Glob("*/*.talk")
	if err != nil || len(wrong) > 0 {
		t.Fatal(err)
	}
	aboutTheReader := func(file string) bool { return strings.HasPrefix(filepath.Base(file), "reads_like_") }
	talktest.PlayFiles(t, c, slices.DeleteFunc(files, aboutTheReader), talktest.ThroughJSON, false)
}

// withoutReader is the content with the switch of the learned reader off.
func withoutReader(t *testing.T) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(flows.FS, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := flows.FS.ReadFile(path)
		if path == "judge/learned.yaml" {
			data = bytes.Replace(data, []byte("use: true"), []byte("use: false"), 1)
		}
		out[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
