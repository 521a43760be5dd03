package main

import (
	"flag"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cekloker/internal/content"
	"cekloker/internal/offer"
	"cekloker/internal/picture"
	"cekloker/internal/posters"
	"cekloker/internal/talk"
)

// A drawn offer is an offer of the corpus as a picture.
type drawnOffer struct {
	name, text string
	style      posters.PosterStyle
	n          int
	picture    func() *image.RGBA // draws it
}

// drawnOffers are so many offers, in all styles. An offer that tells neither two of
// pay, country and contact would measure little, and a long one stands on no poster.
func drawnOffers(t *testing.T, got *content.Content, most int) []drawnOffer {
	t.Helper()
	var out []drawnOffer
	for _, o := range got.Offers {
		facts := got.Book.Rules.Read(o.Text).Facts
		told := 0
		for _, f := range []offer.Fact{offer.FactPay, offer.FactDestination, offer.FactContact} {
			if facts.Has(f) {
				told++
			}
		}
		if told < 2 || len(o.Text) > 800 {
			continue
		}
		out = append(out, drawOffer(o.Name, o.Text, len(out)))
		if len(out) == most {
			return out
		}
	}
	t.Fatalf("only %d offers can be drawn", len(out))
	return nil
}

func drawOffer(name, text string, n int) drawnOffer {
	d := drawnOffer{name: name, text: text, n: n}
	if all := len(posters.Posters) + len(posters.Chats); n%all < len(posters.Posters) {
		d.style = posters.Posters[n%all]
		d.picture = func() *image.RGBA { return posters.Poster(d.style, text, uint64(n)) }
	} else {
		d.style = posters.Chats[n%all-len(posters.Posters)]
		d.picture = func() *image.RGBA { return posters.Chat(d.style, posters.Dialogue(text), uint64(n)) }
	}
	return d
}

// found counts what was found of what there is.
type found struct {
	mu         sync.Mutex
	there, got map[string]int
	seconds    float64
	slowest    float64
	memory, n  int
}

func (f *found) count(what string, ok bool) {
	f.there[what]++
	if ok {
		f.got[what]++
	}
}

func (f *found) share(what string) float64 {
	return float64(f.got[what]) / float64(max(1, f.there[what]))
}

var reachable = regexp.MustCompile(`[\w.+-]+@[\w.-]+\w|(?:wa|t)\.me/\w+|\+?\d[\d -]{7,}\d`)

// compare judges a picture and the words it was drawn from.
func (f *found) compare(book *talk.Book, d drawnOffer, read picture.Recognized) (missed []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	whole := book.JudgeText(talk.Text{Quoted: d.text})
	got := book.JudgeText(pictureEvent(read).Text)
	check := func(what string, ok bool) {
		f.count(what, ok)
		if !ok {
			missed = append(missed, what)
		}
	}
	for _, fact := range []offer.Fact{offer.FactPay, offer.FactDestination, offer.FactContact} {
		if want := whole.Reading.Facts[fact]; want != "" {
			check(string(fact), got.Reading.Facts[fact] == want)
		}
	}
	for _, where := range reachable.FindAllString(d.text, -1) {
		check("address", strings.Contains(bare(read.Text()), bare(where)))
	}
	check("level", got.Verdict.Level == whole.Verdict.Level)
	f.n++
	f.seconds += read.Seconds
	f.slowest, f.memory = max(f.slowest, read.Seconds), max(f.memory, read.MemoryMB)
	return missed
}

// bare leaves out spaces and dashes, which text recognition writes as it likes.
func bare(s string) string {
	return strings.NewReplacer(" ", "", "\n", "", "-", "").Replace(strings.ToLower(s))
}

// measurePictures reads pictures, as many at once as there are processors.
func measurePictures(t *testing.T, book *talk.Book, drawn []drawnOffer, file func(drawnOffer) []byte) *found {
	t.Helper()
	f := &found{there: map[string]int{}, got: map[string]int{}}
	var all sync.WaitGroup
	at := make(chan bool, runtime.GOMAXPROCS(0))
	for _, d := range drawn {
		at <- true
		all.Go(func() {
			defer func() { <-at }()
			b := file(d)
			read, err := picture.Reader{Within: 5 * time.Minute}.Read(t.Context(), b)
			if err != nil {
				t.Errorf("%s in style %s: %v", d.name, d.style, err)
				return
			}
			if missed := f.compare(book, d, read); len(missed) > 0 {
				t.Logf("%s in style %s (%d): %v, sure %d", d.name, d.style, d.n, missed, read.Confidence)
				keepForLooking(t, d, b, read)
			}
		})
	}
	all.Wait()
	for _, what := range []string{"pay", "destination", "contact", "address", "level"} {
		t.Logf("%-12s %3d of %3d, %.0f %%", what, f.got[what], f.there[what], 100*f.share(what))
	}
	t.Logf("%d pictures, %.1f s each, the slowest %.1f s, at most %d MB", f.n, f.seconds/float64(max(1, f.n)), f.slowest, f.memory)
	return f
}

// keepForLooking writes a picture, its words and what was read into the folder
// CEKLOKER_PICTURES, for whoever works on reading.
func keepForLooking(t *testing.T, d drawnOffer, b []byte, read picture.Recognized) {
	t.Helper()
	dir := os.Getenv("CEKLOKER_PICTURES")
	if dir == "" {
		return
	}
	name := filepath.Join(dir, fmt.Sprintf("%s-%03d-%s", filepath.Base(t.Name()), d.n, d.style))
	for end, what := range map[string][]byte{".picture": b, ".txt": []byte(d.text + "\n\n" + read.Text())} {
		if err := os.WriteFile(name+end, what, 0o600); err != nil {
			t.Error(err)
		}
	}
}

// atLeast checks goals, in the order pay, country, contact, level.
func (f *found) atLeast(t *testing.T, goals [4]float64) {
	t.Helper()
	for i, what := range []string{"pay", "destination", "contact", "level"} {
		if f.there[what] > 0 && f.share(what) < goals[i] {
			t.Errorf("%s is found in %.0f %%, the goal is %.0f %%", what, 100*f.share(what), 100*goals[i])
		}
	}
}

var everyPoster = flag.Bool("every-poster", false, "with CEKLOKER_LONG: read all eighty posters and screenshots, twice as many as otherwise")

// someStyles keeps every other round of styles, so that each style stays.
func someStyles(all []drawnOffer) []drawnOffer {
	styles := len(posters.Posters) + len(posters.Chats)
	return slices.DeleteFunc(all, func(d drawnOffer) bool { return d.n/styles%2 == 1 })
}

// The goals of reading, on eighty offers in all styles, or half of them. Without CEKLOKER_LONG
// three are read.
func TestWhatIsFoundInPictures(t *testing.T) {
	needTesseract(t)
	got := allContent()
	long := os.Getenv("CEKLOKER_LONG") != ""
	most := 3
	if long {
		most = 80
	}
	drawn := drawnOffers(t, got, most)
	if !*everyPoster {
		drawn = someStyles(drawn)
	}
	t.Run("clean", func(t *testing.T) {
		f := measurePictures(t, got.Book, drawn, func(d drawnOffer) []byte { return posters.JPEG(d.picture(), 90) })
		if long {
			f.atLeast(t, [4]float64{.9, .9, .9, .9})
		} else {
			f.atLeast(t, [4]float64{.6, .6, .6, .8})
		}
	})
	if !long {
		return
	}
	t.Run("degraded", func(t *testing.T) {
		f := measurePictures(t, got.Book, drawn, func(d drawnOffer) []byte { return posters.Degraded(d.picture(), d.n) })
		f.atLeast(t, [4]float64{.75, .75, .75, .85})
	})
}

// What cannot be read has no level 0, however honest the offer is.
func TestWhatCannotBeReadIsNeverFreeOfSigns(t *testing.T) {
	needTesseract(t)
	got := allContent()
	drawn := drawnOffers(t, got, 80)
	least := 1
	if os.Getenv("CEKLOKER_LONG") != "" {
		least = 24
	}
	read := 0
	for _, d := range drawn {
		if got.Book.JudgeText(talk.Text{Quoted: d.text}).Verdict.Level != offer.LevelNoSign {
			continue
		}
		found, err := picture.Reader{}.Read(t.Context(), posters.Spoiled(d.picture(), read))
		if err != nil {
			t.Fatal(err)
		}
		if v := got.Book.JudgeText(pictureEvent(found).Text).Verdict; v.Level == offer.LevelNoSign {
			t.Errorf("%s in style %s, spoiled in way %d, has level 0, sure %d:\n%s", d.name, d.style, read%posters.Spoilings, found.Confidence, found.Text())
			keepForLooking(t, d, posters.Spoiled(d.picture(), read), found)
		}
		if read++; read == least {
			return
		}
	}
	t.Logf("%d pictures", read)
}
