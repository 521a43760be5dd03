package linear

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// offers is a small training set with two heads.
func offers() []TextExample {
	return []TextExample{
		{Text: "bayar dulu baru kerja", HeadWeights: []float64{1, 0}},
		{Text: "transfer biaya seragam", HeadWeights: []float64{1, 0}},
		{Text: "kerja di kamboja dijemput", HeadWeights: []float64{0, 1}},
		{Text: "paspor dipegang bos", HeadWeights: []float64{0, 1}},
		{Text: "datang langsung ke toko", HeadWeights: []float64{-1, -1}},
		{Text: "gaji sesuai umr", HeadWeights: []float64{-1, -0.5}},
	}
}

func TestATextModelLearnsItsHeads(t *testing.T) {
	t.Parallel()
	w := TrainTextModel([]string{"fraud", "danger"}, offers(), small())
	for text, want := range map[string][2]bool{"bayar biaya dulu": {true, false}, "paspor dipegang, dijemput": {false, true}, "datang langsung ke toko": {false, false}} {
		margins, words := w.Score(text)
		if words == 0 || margins[0] > 0 != want[0] || margins[1] > 0 != want[1] {
			t.Errorf("%q: %v over %d words, want %v", text, margins, words, want)
		}
	}
	if margins, words := w.Score(" ... "); words != 0 || margins[0] != NoScore {
		t.Errorf("a text without words has %v", margins)
	}
}

func TestAFileGivesTheSameTextModel(t *testing.T) {
	t.Parallel()
	trained := TrainTextModel([]string{"fraud", "danger"}, offers(), small())
	data, err := trained.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	again, _ := TrainTextModel([]string{"fraud", "danger"}, offers(), small()).MarshalBinary()
	if !bytes.Equal(data, again) {
		t.Error("two runs give two files")
	}
	loaded, err := LoadTextModel(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"", "bayar dulu", strings.Repeat("dijemput di bandara. ", 40)} {
		one, _ := trained.Score(text)
		other, _ := loaded.Score(text)
		if !slices.Equal(one, other) {
			t.Errorf("%q scores differently", text)
		}
	}
	if _, err := Load(data); err == nil {
		t.Error("a TextModel is taken for a Model")
	}
	for i := 0; i < len(data); i += 97 {
		bad := slices.Clone(data)
		bad[i] ^= 0x10
		if _, err := LoadTextModel(bad); err == nil {
			t.Fatalf("byte %d is damaged and nobody notices", i)
		}
	}
}
