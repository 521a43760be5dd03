package linear

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

func TestTrainingGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	if !bytes.Equal(file(t, Train(trainingSet(), small())), file(t, Train(trainingSet(), small()))) {
		t.Error("two runs give two files")
	}
}

func TestAFileGivesTheSameModel(t *testing.T) {
	t.Parallel()
	trained := Train(trainingSet(), small())
	loaded, err := Load(file(t, trained))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(file(t, trained), file(t, loaded)) {
		t.Error("a loaded model has another file")
	}
	for _, text := range []string{"", "gw ditahan, gausah tanya", "nomor kbri?", strings.Repeat("tolong kami dikunci. ", 20)} {
		if trained.Score(text) != loaded.Score(text) || !slices.Equal(trained.Topics(text, HeadQuestion.String()), loaded.Topics(text, HeadQuestion.String())) {
			t.Errorf("%q scores differently", text)
		}
	}
}

func TestADamagedFileIsAnError(t *testing.T) {
	t.Parallel()
	good := file(t, Train(trainingSet(), small()))
	for i := 0; i < len(good); i += 97 {
		bad := slices.Clone(good)
		bad[i] ^= 0x10
		if _, err := Load(bad); err == nil {
			t.Fatalf("byte %d may be wrong", i)
		}
		if _, err := Load(good[:i]); err == nil {
			t.Fatalf("the file may end at byte %d", i)
		}
	}
	if _, err := Load(append(slices.Clone(good), 0)); err == nil {
		t.Error("the file may go on")
	}
}

func TestAWrongFileWithARightChecksumIsAnError(t *testing.T) {
	t.Parallel()
	good := file(t, Train(trainingSet(), small()))
	for i := bodyAt; i < bodyAt+300; i++ {
		for _, b := range []byte{0, 0x7f, 0xff} {
			bad := slices.Clone(good)
			bad[i] = b
			sign(bad)
			m, err := Load(bad)
			if err == nil {
				m.Score("tolong saya")
			}
		}
	}
	other := Train(trainingSet(), small())
	other.labels.names = slices.Clone(other.labels.names)
	other.labels.names[0] = "peril"
	if _, err := Load(file(t, other)); err == nil {
		t.Error("a model with other heads is loaded")
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, body []byte) {
		whole := append([]byte(magic+"\x00\x00\x00\x00"), body...)
		sign(whole)
		if m, err := Load(whole); err == nil {
			m.Score("tolong saya")
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	data := file(b, Train(trainingSet(), Defaults()))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Load(data); err != nil {
			b.Fatal(err)
		}
	}
}
