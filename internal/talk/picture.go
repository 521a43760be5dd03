package talk

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"cekloker/internal/hear"
	"cekloker/internal/offer"
	"cekloker/internal/session"
)

// slotReading says since when a picture is being read, in minutes; that was said then.
const slotReading session.Slot = "reading"

// readingLife is how long a picture waits to be read at most.
const readingLife = 10 * time.Minute

// isReading reports whether a picture is being read.
func (t *turn) isReading() bool {
	since, err := strconv.ParseInt(string(t.now.Value(slotReading)), 10, 64)
	return err == nil && t.event.At.Sub(time.Unix(since*60, 0)) < readingLife
}

// noteReading notes that a picture is being read.
func (t *turn) noteReading() {
	t.now = t.now.Set(slotReading, session.Value(strconv.FormatInt(t.event.At.Unix()/60, 10)))
}

// picture takes a picture without words that say what to do with it. If it can be read
// that is said at once, and what it says comes as an event of its own. It is never read
// where it may show a person.
func (t *turn) picture() {
	questions := Button{Label: "talk.open_questions", Tap: OpenTap("continue", string(FlowCheck))}
	reads := t.event.Reading == PicturesOn
	if reads && !t.aboutSomebody() {
		t.add(ReadPicture{})
	}
	switch {
	case !reads && (t.event.Answered.Standing == StandingJudging || len(t.event.Earlier) > 0 && t.inDanger()):
		t.silent("a picture beside words that were read")
	case t.aboutSomebody():
		t.shortAnswer("unread.person_photo")
	case reads && t.isReading():
		t.silent("read together with the picture before")
	case reads:
		t.noteReading()
		t.shortAnswer("picture.reading")
	case t.event.Reading == PicturesLater:
		t.stands = StandingPassing
		t.shortAnswer("picture.later", questions)
	default:
		t.stands = StandingPassing
		t.shortAnswer("unread.picture", questions)
	}
}

// readsAlso asks for the picture above words that were taken, unless somebody may be in
// danger.
func (t *turn) readsAlso() {
	asked := slices.ContainsFunc(t.effects, func(e Effect) bool { _, ok := e.(ReadPicture); return ok })
	if t.event.What != "picture" || t.event.Reading != PicturesOn || asked || t.event.InGroup || t.now.Began.IsZero() || t.quiet() || t.aboutSomebody() {
		return
	}
	t.noteReading()
	t.add(ReadPicture{})
}

// dropsPictures drops pictures that wait once somebody may be in danger, or others read
// the phone.
func (t *turn) dropsPictures() {
	danger := t.inDanger() && t.was.Flow() != t.now.Flow()
	if danger || t.quiet() && t.was.Value(slotQuiet) != "yes" {
		t.now = t.now.Clear(func(s session.Slot) bool { return s == slotReading })
		t.add(DropPictures{})
	}
}

// pictureRead takes what was read in a picture. A plea in it is somebody else's: it is
// never asked about, and the help stands beside the reply.
func (t *turn) pictureRead() {
	t.now = t.now.Clear(func(s session.Slot) bool { return s == slotReading })
	questions := Button{Label: "talk.open_questions", Tap: OpenTap("continue", string(FlowCheck))}
	text := t.event.Text
	switch {
	case t.aboutSomebody():
		t.silent("a picture, where somebody may be in danger")
	case t.event.What == PictureTooLate:
		t.shortAnswer("common.too_late", questions) // as any answer that comes too late
	case t.event.What == PictureOfPerson, t.showsPerson():
		t.pictureOfPerson()
	case t.event.What != "":
		t.shortAnswer("picture.failed", questions)
	case strings.TrimSpace(text.Quoted+text.Beside) == "" && len(text.Links) == 0:
		t.shortAnswer("picture.nothing", questions)
	default:
		t.pictureWords(questions)
	}
}

// pictureWords answers the words of a picture.
func (t *turn) pictureWords(questions Button) {
	heard := t.heard()
	t.forgetTold()
	t.notesAge(heard)
	own := t.book.Classifier.Classify("", t.event.Text.Beside)
	t.beside = heard.Tier != hear.TierNone || own.Tier != hear.TierNone
	reading := t.read()
	switch frame := frameOf(heard, reading); {
	case t.stopsForMinor(heard):
		t.minorGoing()
	case frame == FrameOffer, len(reading.Facts) > 0 && (t.checking() || t.event.Text.Unsure):
		t.takeOffer(reading)
	case t.tellsOfOffer():
	case frame == FrameWarning:
		t.shortAnswer("talk.news", tipsButton())
	case t.beside:
		t.shortAnswer("picture.message")
	case t.event.Text.Unsure:
		t.shortAnswer("picture.unsure", questions)
	default:
		t.shortAnswer("picture.no_offer", questions)
	}
}

// showsPerson reports whether a picture shows an identity card, a passport or a form
// about a person.
func (t *turn) showsPerson() bool {
	text := t.event.Text.Quoted
	return nik.MatchString(text) || passport.MatchString(text) || machineReadable.MatchString(strings.ReplaceAll(text, " ", "")) ||
		personal(text) && t.read().Kind != offer.KindOffer
}

// pictureOfPerson says that a picture is not read further, and how to delete it.
func (t *turn) pictureOfPerson() {
	t.count("picture_of_person")
	var buttons []Button
	if t.event.Message != 0 {
		buttons = append(buttons, Button{Label: "picture.delete", Tap: OpenTap("delete_photo", strconv.FormatInt(t.event.Message, 10))})
	}
	t.shortAnswer("picture.of_person", buttons...)
}

// deletePhoto deletes a picture, and what came after it.
func (t *turn) deletePhoto(message string) {
	n, err := strconv.ParseInt(message, 10, 64)
	if err != nil || n <= 0 {
		t.stale()
		return
	}
	t.add(Toast{ID: "picture.deleted"})
	t.add(DeleteSince{Message: n - 1})
}

// understood are the facts that were read in a picture, so that a misread one is noticed.
// Codes are shown broken, and only where they lead.
func (t *turn) understood() []Block {
	if t.event.Kind != EventPictureRead || t.reading == nil {
		return nil
	}
	b := Block{ID: "picture.facts"}
	for _, f := range [...]offer.Fact{offer.FactPay, offer.FactDestination, offer.FactContact} {
		if value := t.reading.Facts[f]; value != "" && value == t.facts()[f] && t.asksFor(f) {
			b.Lines = append(b.Lines, Item{ID: "verdict.fact", Args: Args{"name": SentenceArg("fact." + string(f)), "value": factValue(f, value)}})
		}
	}
	if len(b.Lines) == 0 && !t.merged {
		b.ID = "picture.no_facts"
	}
	for _, link := range t.event.Text.Links {
		if host := brokenHost(link); host != "" {
			b.Lines = append(b.Lines, Item{ID: "picture.code", Args: Args{"where": WordsArg(host)}})
			break
		}
	}
	switch {
	case t.event.Text.Unsure:
		b.Lines = append(b.Lines, Item{ID: "picture.hard"})
	case t.event.Text.Beside != "":
		b.Lines = append(b.Lines, Item{ID: "picture.chat"})
	}
	if b.ID == "picture.facts" && len(b.Lines) == 0 {
		return nil // it added nothing of these
	}
	return []Block{b}
}

// brokenHost is where an address leads, written so that nobody opens it by mistake.
func brokenHost(link string) string {
	if _, after, ok := strings.Cut(link, "://"); ok {
		link = after
	}
	host, _, _ := strings.Cut(link, "/")
	host, _, _ = strings.Cut(host, "?")
	const longest = 40
	if !strings.Contains(host, ".") || strings.ContainsAny(host, " @:") || len(host) > longest {
		return ""
	}
	return strings.ReplaceAll(host, ".", "[.]")
}
