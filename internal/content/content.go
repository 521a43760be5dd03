// Package content reads all data of the bot strictly, checks that the parts fit
// together, and makes a talk.Book of them. It is the only package that knows YAML.
//
// It reports every mistake in one run, as file:line:column: what is wrong; what to do.
// Content with a mistake is not used. The words that content may use are declared in
// Go, see package closed; the decoder (walk.go) checks the files against them.
package content

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"go.yaml.in/yaml/v3"

	"cekloker/internal/flow"
	"cekloker/internal/hear"
	"cekloker/internal/offer"
	"cekloker/internal/refer"
	"cekloker/internal/say"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// Content is all checked content.
type Content struct {
	Book       *talk.Book
	Speaker    *say.Speaker
	Rules      *offer.Rules
	Channels   []refer.Channel
	Offices    *refer.Offices // flows/offices; nil with mistakes in them
	Offers     []Offer        // flows/proof/offers
	Evasions   []Evasion      // flows/proof/evasions.yaml
	Aging      []Problem      // content past its review date: reported, but no error
	Unused     []Problem      // unused sentences and unreachable steps: reported, but no error
	Flows      map[flow.ID]*flow.Flow
	Intents    []hear.IntentFile
	Utterances map[string][]Utterance // by half: TuneHalf, CheckHalf
	Sources    map[string]Source
	Print      PrintedNumber // what cards on paper have
	Wording    Wording
	Version    string     // see the function Version
	Languages  []Language // those of locales/languages.yaml that are offered
}

// Source is a publication that content cites: flows/facts/sources.yaml.
type Source struct {
	Who  string `yaml:"who"`
	Date string `yaml:"date"`
	URL  string `yaml:"url"`
}

// Problem is one mistake in a file.
type Problem struct {
	File   string `json:"file"`
	Line   int    `json:"line"`   // 1 when unknown
	Column int    `json:"column"` // the same
	What   string `json:"what"`
	Do     string `json:"do"`
}

func (p Problem) String() string {
	return fmt.Sprintf("%s:%d:%d: %s; %s", p.File, max(p.Line, 1), max(p.Column, 1), p.What, p.Do)
}

// loader collects the content that was read and the mistakes in it.
type loader struct {
	flows, locales fs.FS
	today          string
	trees          map[string]*yaml.Node // the nodes of every file read, for the places of mistakes
	refs           []reference
	refused        map[spot]bool // where the decoder refused something
	wrong          []Problem
	out            Content
	slang          map[string]string
	sets           hear.WordSets
	questions      hear.AnswerFile
	matters        map[string]hear.Matter
	reactions      hear.ReactionFile
	words          talk.Vocabulary
	topics         talk.TopicReplies
	samples        map[string]string
	figures        map[string]talk.Figure
	campaigns      []string
	declared       []Language                         // also those that are not offered
	draft          session.Lang                       // one of those, which is checked as if it was
	sentenceAt     map[session.Lang]map[string]string // id: the file in which it is
}

func newLoader(flows, locales fs.FS, today string) *loader {
	return &loader{flows: flows, locales: locales, today: today, trees: map[string]*yaml.Node{}, refused: map[spot]bool{}}
}

// Load reads flows and locales and checks them as of today, an ISO date: the references
// between them, every example, and the wording of every screen. Content with problems
// must not be used.
func Load(flows, locales fs.FS, today string) (*Content, []Problem) {
	return load(flows, locales, today, "")
}

func load(flows, locales fs.FS, today string, draft session.Lang) (*Content, []Problem) {
	l := read(flows, locales, today, draft)
	l.parities()
	valid := len(l.wrong) == 0
	if l.out.Speaker != nil {
		l.same()
	}
	l.unused()
	l.labelled()
	if valid {
		l.examples()
		l.rendered()
	}
	return l.done()
}

// Read is like Load but does not compare the languages, look for unused content, or run
// the examples and the lint. It is for the built-in content, for which the tests of
// package flows did that before the build; so the program starts faster.
func Read(flows, locales fs.FS, today string) (*Content, []Problem) {
	return read(flows, locales, today, "").done()
}

func read(flows, locales fs.FS, today string, draft session.Lang) *loader {
	l := newLoader(flows, locales, today)
	l.draft = draft
	version := inParallel(l, func(l *loader) string { return Version(l.flows, l.locales) })
	l.languages()
	l.common()
	speaker := inParallel(l, (*loader).speaker)
	classified := inParallel(l, (*loader).intents)
	offices := inParallel(l, (*loader).offices)
	l.wording()
	l.rules()
	l.channels()
	if l.out.Offices = offices(); l.out.Offices != nil {
		for _, o := range l.out.Offices.All() {
			l.aging("flows/offices/offices.yaml", "", string(o.ID), o.ReviewBy)
		}
	}
	l.print()
	l.conversations()
	l.offers()
	l.evasions()
	l.facts()
	heard := classified()
	l.out.Intents, l.out.Book = heard.files, &talk.Book{Classifier: heard.classifier}
	l.sets, l.questions, l.matters, l.reactions = heard.sets, heard.answers, heard.matters.Matters, heard.reactions
	sentences := speaker()
	l.sentenceAt, l.out.Speaker = sentences.at, sentences.speaker
	l.out.Version = version()
	l.references()
	l.slots()
	l.actions()
	l.heardAnswers()
	l.sentences()
	if len(l.wrong) == 0 {
		l.labels()
	}
	if len(l.wrong) == 0 {
		l.book()
	}
	return l
}

// inParallel starts to read a part of the content in a goroutine, with a loader of
// its own. The returned function waits for the part and collects its mistakes.
func inParallel[T any](l *loader, part func(*loader) T) (wait func() T) {
	own := newLoader(l.flows, l.locales, l.today)
	own.slang, own.out.Languages = l.slang, l.out.Languages
	done := make(chan T, 1)
	go func() { done <- part(own) }()
	return func() T {
		v := <-done
		l.wrong = append(l.wrong, own.wrong...)
		l.refs = append(l.refs, own.refs...)
		maps.Copy(l.trees, own.trees)
		maps.Copy(l.refused, own.refused)
		return v
	}
}

func (l *loader) done() (*Content, []Problem) {
	for _, list := range [...][]Problem{l.wrong, l.out.Aging, l.out.Unused} {
		slices.SortStableFunc(list, func(a, b Problem) int {
			return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
		})
	}
	l.wrong = slices.Compact(l.wrong) // the target of an alias is checked at each use
	out := l.out                      // apart from the loader, which holds the nodes of all files
	return &out, l.wrong
}

func (l *loader) book() {
	l.out.Book = talk.NewBook(talk.Book{
		Flows: l.out.Flows, Rules: l.out.Rules, Channels: refer.New(l.out.Channels), Offices: l.out.Offices,
		Classifier: l.out.Book.Classifier, Topics: l.topics, Matters: l.matters, Words: l.words, Samples: l.samples,
		Figures: l.figures, Practice: l.practice(), Campaigns: l.campaigns, Languages: l.out.spokenLanguages(l.out.Book.Classifier.Slang()),
	})
}
