package flows_test

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"cekloker/flows"
	"cekloker/internal/content"
	"cekloker/internal/offer"
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
	if len(kept) >= 700_000 {
		t.Errorf("the reader has %d bytes, fewer than 700,000 may be", len(kept))
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

// One strong sign is outweighed by a text that reads very much like honest ones, and is still
// shown. Two, a critical one, or a text that reads like honest ones and no more, outweigh nothing.
func TestOneStrongSignIsOutweighedByAVeryHonestText(t *testing.T) {
	t.Parallel()
	c := load(t)
	alone := c.Rules.With(nil)
	one, more := 0, 0
	for _, o := range c.Offers {
		facts := alone.Read(o.Text).Facts
		reading := func(signs ...string) offer.Verdict {
			f := maps.Clone(facts)
			f[offer.FactPhrases] = strings.Join(append(strings.Fields(f[offer.FactPhrases]), signs...), " ")
			return c.Rules.Judge(f)
		}
		before, calm, trusted := alone.Judge(facts), reading("reads_calm"), reading("reads_calm", "reads_trusted")
		heavy, critical := 0, 0
		for _, f := range before.Findings {
			switch f.Strength {
			case offer.StrengthStrong:
				heavy++
			case offer.StrengthCritical:
				critical++
			}
		}
		switch {
		case before.Level == offer.LevelSomeSigns && heavy == 1 && critical == 0:
			one++
			if calm.Level != before.Level || trusted.Level != offer.LevelTooLittle || len(trusted.Findings) != len(before.Findings) {
				t.Errorf("%s: level %d, %d where it reads honest, %d with %d of %d signs where it reads very honest", o.Name, before.Level, calm.Level, trusted.Level, len(trusted.Findings), len(before.Findings))
			}
		case heavy > 1 || critical > 0:
			more++
			if trusted.Level != before.Level {
				t.Errorf("%s: %d strong and %d critical signs, level %d becomes %d", o.Name, heavy, critical, before.Level, trusted.Level)
			}
		}
	}
	if one < 5 || more < 5 {
		t.Errorf("only %d offers with one strong sign, %d with more", one, more)
	}
}
