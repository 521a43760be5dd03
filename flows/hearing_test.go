package flows_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"cekloker/flows"
	"cekloker/internal/content"
	"cekloker/internal/hear"
	"cekloker/internal/offer"
	"cekloker/internal/session"
	"cekloker/internal/talk"
	"cekloker/locales"
)

func TestTheDangerFlowKnowsWhichDangerWasHeard(t *testing.T) {
	t.Parallel()
	book := load(t).Book
	at := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	for text, want := range map[string]session.Value{
		"saya pengen mati saja":                           "self_harm",
		"mereka minta tebusan 50 juta":                    "ransom",
		"adik saya hilang kontak":                         "relative",
		"sudah di bandara, saya takut":                    "airport",
		"saya dipaksa cari orang baru":                    "recruit",
		"saya 16 tahun, saya disekap":                     "minor",
		"paspor saya disita bos, saya tidak boleh pulang": "held",
		"tolong selamatkan mereka":                        "other",
		"lowongan admin gaji 5 juta Solo":                 "",
	} {
		now, _ := book.Turn(session.Session{}, talk.Event{At: at, Kind: talk.EventText, Text: talk.Text{Typed: text}})
		if got := now.Value(talk.SlotDanger); got != want {
			t.Errorf("%q keeps %q, want %q", text, got, want)
		}
	}
}

// BenchmarkHear hears an ordinary message of a few lines; it should take well
// under 0.2 ms.
func BenchmarkHear(b *testing.B) {
	c, wrong := content.Load(flows.FS, locales.FS, day)
	if len(wrong) > 0 {
		b.Fatal(wrong)
	}
	said := "Kak, mau tanya. Teman saya menawari kerja di hotel di Malaysia, gajinya 8 juta sebulan, paspor dan visa diurus agen. " +
		"Saya takut salah pilih, karena agennya tidak mau menyebut nama perusahaan. Katanya minggu depan harus berangkat. Menurut Anda bagaimana?"
	for b.Loop() {
		if c.Book.Classifier.Classify(said, "").Intent == hear.IntentDanger {
			b.Fatal("an ordinary message is heard as danger")
		}
	}
}

// An answer is an answer: outside the flows for danger and families, no label
// and no word of a choice is heard as danger, exit or a wish for contacts.
func TestNoAnswerIsHeardAsDanger(t *testing.T) {
	t.Parallel()
	c := load(t)
	n := 0
	for id, f := range c.Flows {
		if f.Short {
			continue // Turn takes their own answers before danger
		}
		for _, s := range f.Steps {
			for _, b := range s.Choices {
				said := slices.Clone(b.Words)
				for _, lang := range c.Langs() {
					if label, err := c.Speaker.Line(lang, talk.SentenceID(f.Message(s.ID)+"."+string(b.ID)), nil); err == nil {
						said = append(said, label)
					}
				}
				for _, text := range said {
					n++
					switch heard := c.Book.Classifier.Classify(text, ""); {
					case heard.FromModel: // an answer comes before what the model hears
					case heard.Intent == hear.IntentChannels && b.Instruction != "" && strings.HasPrefix(string(b.Instruction), "contacts"):
					case heard.Intent == hear.IntentExit && b.Instruction == "exit":
					case heard.Intent == hear.IntentDanger && b.Opens == talk.FlowDanger:
					case heard.Intent == hear.IntentSafeword && b.Opens == talk.FlowDanger:
					case heard.Intent == hear.IntentDanger, heard.Intent == hear.IntentExit, heard.Intent == hear.IntentChannels, heard.Intent == hear.IntentSafeword:
						t.Errorf("flows/%s/flow.yaml, %s.%s: the answer %q is heard as %s %s", id, s.ID, b.ID, text, heard.Intent, heard.Danger)
					}
				}
			}
		}
	}
	if n < 100 {
		t.Errorf("%d answers only", n)
	}
}

// The exit words and the safe word work in every spelling: a person who is
// watched has no time to type them twice.
func TestExitAndSafeWordsInEveryForm(t *testing.T) {
	t.Parallel()
	book := load(t).Book
	for want, all := range map[hear.Intent][]string{
		hear.IntentExit:     {"keluar", "hapus", "exit", "delete", "x"},
		hear.IntentSafeword: {"payung", "umbrella", "tolong", "sos", "darurat"},
	} {
		for _, word := range all {
			for _, form := range []string{word, strings.ToUpper(word), " " + word + " ", word + ".", word + "!!!", "\"" + word + "\"", word + "\n"} {
				if got := book.Interpret(talk.Text{Typed: form}).Intent; got != want {
					t.Errorf("%q is heard as %s, want %s", form, got, want)
				}
			}
		}
	}
}

// Past its review date a number is still shown, with a warning; nothing stops.
func TestOldContactsSaySo(t *testing.T) {
	t.Parallel()
	c := load(t)
	for day, want := range map[string]talk.SentenceID{"2026-11-24": "contact.read", "2027-06-01": "contact.overdue"} {
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		_, effects := c.Book.Turn(session.Session{}, talk.Event{At: at, Kind: talk.EventText, Text: talk.Text{Typed: "PAYUNG"}})
		found := false
		for _, e := range effects {
			if say, ok := e.(talk.Say); ok {
				for _, b := range say.Message.Blocks {
					found = found || b.ID == want
				}
			}
		}
		if !found {
			t.Errorf("on %s the contacts do not say %s", day, want)
		}
	}
}

// An honest vacancy is never answered with the question about danger, and an
// advertisement almost never: the question belongs above its verdict.
func TestOffersAreNotTakenForPleas(t *testing.T) {
	t.Parallel()
	c := load(t)
	taken := 0
	for _, o := range c.Offers {
		if c.Book.Interpret(talk.Text{Typed: o.Text}).Intent != hear.IntentDanger {
			continue
		}
		taken++
		if o.Expect[1] < offer.LevelSomeSigns {
			t.Errorf("%s is honest and heard as danger", o.Name)
		}
	}
	const most = 0.03 // tellers whose own trouble it may be
	if float64(taken) > most*float64(len(c.Offers)) {
		t.Errorf("%d of %d offers are heard as danger, at most %.0f %% may be", taken, len(c.Offers), 100*most)
	}
}

// How long an answer to thoughts of suicide takes is told nowhere: the figure breaks
// somebody who is waiting for it.
func TestNobodyInACrisisReadsHowLongItTakes(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../locales/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, figure := range []string{"45 menit", "45 minutes", "3 jam", "3 hours"} {
			if strings.Contains(string(text), figure) {
				t.Errorf("%s holds %q", file, figure)
			}
		}
	}
}
