package content

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"cekloker/internal/hear"
	"cekloker/internal/linear"
	"cekloker/internal/offer"
	"cekloker/internal/offer/learned"
)

// OfferModelFile is the path of the trained reader of offers in the folder flows.
const OfferModelFile = "judge/models/offers.bin"

const readerSettings = "judge/learned.yaml"

// TrainReader trains the reader of offers and returns its file. The same content gives
// the same bytes.
func TrainReader(flows fs.FS) ([]byte, error) {
	training, err := ReadTrainingData(flows)
	if err != nil {
		return nil, err
	}
	return training.Train().MarshalBinary()
}

// TrainingData are the texts and the settings with which the reader of offers is trained.
type TrainingData struct {
	Posts    []Post                   // of all authors
	Corpus   []Offer                  // their kinds and texts
	Messages []hear.LabelledUtterance // what people write to the bot, most of it no offer
	Split    PostSplit
	Settings learned.Settings
	Rules    *offer.Rules // without a learned reader
	linear.Vocabulary
}

// ReadTrainingData reads the posts, the corpus, and how to learn from them.
func ReadTrainingData(flows fs.FS) (TrainingData, error) {
	var out TrainingData
	var err error
	if out.Posts, out.Split, err = Posts(flows); err != nil {
		return out, err
	}
	if out.Messages, _, err = voiceLines(flows); err != nil {
		return out, err
	}
	l := newLoader(flows, nil, "")
	l.decode(readerSettings, &out.Settings)
	out.Vocabulary = l.vocabulary()
	l.common()
	out.Rules = l.rulesAlone()
	for _, name := range l.files("proof/offers", ".txt") {
		data, _ := fs.ReadFile(flows, "proof/offers/"+name+".txt") // bot check says what is wrong with it
		header, text, _ := strings.Cut(string(data), "\n\n")
		_, kind, _ := strings.Cut("\n"+header, "\nkind ")
		kind, _, _ = strings.Cut(kind, "\n")
		out.Corpus = append(out.Corpus, Offer{Kind: OfferKind(kind), Text: strings.TrimSpace(text)})
	}
	for _, p := range l.wrong {
		err = errors.Join(err, errors.New(p.String()))
	}
	return out, err
}

// The kinds as which posts and corpus offers are trained on. Openers say too little and
// are left out.
var (
	postKinds = map[string]learned.PostKind{PostDanger: learned.PostDanger, PostFraud: learned.PostFraud, PostHome: learned.PostHome, PostAbroad: learned.PostAbroad, PostNoOffer: learned.PostNoOffer}
	corpusIs  = map[OfferKind]learned.PostKind{OfferDanger: learned.PostDanger, OfferFraud: learned.PostFraud, OfferHonest: learned.PostHome, OfferLawful: learned.PostAbroad, OfferNoOffer: learned.PostNoOffer}
)

// Train trains a reader on the posts of all authors except those named.
func (l TrainingData) Train(without ...string) learned.Model {
	var posts []learned.TrainingPost
	for _, p := range l.Posts {
		if !slices.Contains(without, p.Author) {
			posts = append(posts, learned.TrainingPost{Text: p.Text, Is: postKinds[p.Label], Author: p.Author, Evidence: l.Rules.Evidence(p.Text)})
		}
	}
	for _, o := range l.Corpus {
		if is := corpusIs[o.Kind]; is != "" {
			posts = append(posts, learned.TrainingPost{Text: o.Text, Is: is, Corpus: true, Evidence: l.Rules.Evidence(o.Text)})
		}
	}
	for _, m := range l.Messages {
		if is := messageKind(m, l.Settings.Train); is != "" && !slices.Contains(without, m.Author) {
			posts = append(posts, learned.TrainingPost{Text: m.Text, Is: is, Author: m.Author})
		}
	}
	return learned.Train(posts, l.Vocabulary, l.Settings.Train)
}

// messageKind is as what a message is trained on, "" for none: short ones and those that
// ask for a part of the bot tell too little.
func messageKind(m hear.LabelledUtterance, r learned.Recipe) learned.PostKind {
	switch intent := hear.Intent(m.Label); {
	case intent == hear.IntentOffer:
		return learned.PostToldOffer
	case m.Label == linear.AnswerLabel || intent == hear.IntentSection || len(strings.Fields(m.Text)) < r.MessageWords:
		return ""
	}
	return learned.PostMessage
}

// reader reads the trained reader of offers, nil if the settings do not use it. Its file
// may be missing then.
func (l *loader) reader() *learned.Predictor {
	var s learned.Settings
	if !l.decode(readerSettings, &s) || !s.Use {
		return nil
	}
	data, err := fs.ReadFile(l.flows, OfferModelFile)
	if err != nil {
		l.bad("flows/"+OfferModelFile, "", "the trained reader cannot be read", "make it with bot train, or write use: false in "+readerSettings)
		return nil
	}
	model, err := learned.Load(data)
	if err != nil {
		l.bad("flows/"+OfferModelFile, "", "this is no trained reader: "+err.Error(), "make it again with bot train")
		return nil
	}
	return learned.New(model, s)
}
