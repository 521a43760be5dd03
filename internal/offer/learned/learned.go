// Package learned says of a text as a whole whether it resembles offers that harmed
// people, or is no offer at all. It learned from labelled posts (package linear) and
// finds what no rule names; it cannot say why, so it is never quoted, and what a rule
// knows for sure outweighs it.
package learned

// Head is what one of the linear models listens for.
type Head string

// The heads. Danger and fraud learned from their own posts against honest ones, the
// third from what is no offer against all offers; each score is combined from the margins of all,
// and of two heads for honest work.
const (
	HeadDangerousOffer  Head = "danger"   // forced labour and unlawful placement
	HeadFraudulentOffer Head = "fraud"    // money or data taken in the name of work
	HeadNoOffer         Head = "no_offer" // a question, a story, a warning, small talk about work
)

// Heads are all heads in the order of the model.
var Heads = []Head{HeadDangerousOffer, HeadFraudulentOffer, HeadNoOffer}

// Settings are how the reader is trained and from which margin on it speaks:
// flows/judge/learned.yaml, beside the table that measured them.
type Settings struct {
	About string          `yaml:"about,required"`
	Use   bool            `yaml:"use,required"`   // false: rules alone
	Raise Thresholds      `yaml:"raise,required"` // from here on a text reads like reported offers
	Doubt Thresholds      `yaml:"doubt,required"` // from here on finding no sign is not said
	Calm  Thresholds      `yaml:"calm,required"`  // below both it reads like honest offers
	Trust Thresholds      `yaml:"trust,required"` // below both it reads so much like honest offers that one strong sign does not accuse it
	Frame OfferThresholds `yaml:"frame,required"` // whether it is an offer at all
	Least LeastWords      `yaml:"least,required"`
	Train Recipe          `yaml:"train,required"`
}

// LeastWords are how many words a text must have to read like others. A few words of a vacancy
// can read honest, and are never held against it.
type LeastWords struct {
	Reported int `yaml:"reported,required"`
	Opener   int `yaml:"opener,required"` // the same for an opener, which offers nothing yet
	Honest   int `yaml:"honest,required"`
}

// Thresholds are scores by head, in thousandths. A thousand is the margin that the
// training asks for, 0 the decision boundary.
type Thresholds struct {
	Danger int32 `yaml:"danger,required"`
	Fraud  int32 `yaml:"fraud,required"`
}

// OfferThresholds are scores of the head of what is no offer, in thousandths.
type OfferThresholds struct {
	Offer   int32 `yaml:"offer,required"`   // up to here a text is an offer
	Likely  int32 `yaml:"likely,required"`  // from here on it is likely none
	None    int32 `yaml:"none,required"`    // from here on it is none
	Short   int32 `yaml:"short,required"`   // from here on a text of fewer words is none
	Words   int   `yaml:"words,required"`   // words that a text must have not to be short
	Minimum int   `yaml:"minimum,required"` // words that a text must have to be none
}

// highest is the head that stands highest above its threshold, and by how much.
func (b Thresholds) highest(margins []int32) (Head, int32) {
	danger, fraud := margins[0]-b.Danger, margins[1]-b.Fraud
	if danger >= fraud {
		return HeadDangerousOffer, danger
	}
	return HeadFraudulentOffer, fraud
}

// Recipe says how the reader is trained.
type Recipe struct {
	NoOffer      float64 `yaml:"no_offer,required"`      // weight of texts that are no offer, as examples against danger and fraud
	Corpus       float64 `yaml:"corpus,required"`        // weight of the offers of flows/proof/offers
	Offers       float64 `yaml:"offers,required"`        // weight of offers against the head of what is no offer
	Messages     float64 `yaml:"messages,required"`      // weight of what people write to the bot, as examples of that head
	MessageWords int     `yaml:"message_words,required"` // words that such a message must have

	Ignored []string `yaml:"ignored"` // words that must not decide
}

// Prediction is what the reader says of a text.
type Prediction string

// What it may say; "" is nothing.
const (
	ReadsDanger   Prediction = "reads_danger"   // like offers that ended in danger
	ReadsFraud    Prediction = "reads_fraud"    // like offers that took money or data
	ReadsDoubtful Prediction = "reads_doubtful" // not enough like honest ones to say that no sign was found
	ReadsHonest   Prediction = "reads_calm"     // like honest ones
	ReadsTrusted  Prediction = "reads_trusted"  // very much like honest ones
)

// Predictions is everything that it may say.
var Predictions = []Prediction{ReadsDanger, ReadsFraud, ReadsDoubtful, ReadsHonest, ReadsTrusted}

// Offered is whether a text is an offer at all, as far as its words tell; "" is not clear.
type Offered string

// The degrees.
const (
	SurelyOffered Offered = "offer"
	LikelyNoOffer Offered = "likely_none" // to be believed when something else agrees
	SurelyNoOffer Offered = "none"
)

// Predictor reads texts. A nil Predictor says nothing.
type Predictor struct {
	model    Model
	settings Settings
}

// New makes a reader of a trained model; nil when the settings do not use it.
func New(model Model, s Settings) *Predictor {
	if !s.Use {
		return nil
	}
	return &Predictor{model, s}
}

// Read says what a text reads like, and whether it is an offer at all. evidence is what the rules
// find in it. What is likely no offer may read honest, and reads like nothing else.
func (r *Predictor) Read(text string, evidence []string, opener bool) (Prediction, Offered) {
	if r == nil {
		return "", ""
	}
	margins, words := r.model.score(text, evidence)
	is := r.offered(margins[2], words)
	least := r.settings.Least.Reported
	if opener {
		least = r.settings.Least.Opener
	}
	if words < r.settings.Least.Honest {
		return "", is
	}
	like := r.predict(margins, words >= least)
	if opener && words < least && like == ReadsHonest {
		return "", is // a few words that offer nothing yet have to read very much like honest ones
	}
	if none := is != "" && is != SurelyOffered; none && like != ReadsHonest && like != ReadsTrusted {
		return "", is
	}
	return like, is
}

// offered is whether a text is an offer. A few words in the voice of news may be an offer all the
// same, so they need a higher score to be none.
func (r *Predictor) offered(none int32, words int) Offered {
	at := r.settings.Frame
	sure := at.None
	if words < at.Words {
		sure = at.Short
	}
	switch {
	case words < at.Minimum:
		return ""
	case none >= sure:
		return SurelyNoOffer
	case none >= at.Likely:
		return LikelyNoOffer
	case none <= at.Offer:
		return SurelyOffered
	}
	return ""
}

// predict is what an offer reads like. A text too short to read like reported ones may still not
// read like honest ones.
func (r *Predictor) predict(margins []int32, enough bool) Prediction {
	if head, by := r.settings.Raise.highest(margins); enough && by >= 0 {
		return map[Head]Prediction{HeadDangerousOffer: ReadsDanger, HeadFraudulentOffer: ReadsFraud}[head]
	}
	if _, by := r.settings.Doubt.highest(margins); by >= 0 {
		return ReadsDoubtful
	}
	if _, by := r.settings.Trust.highest(margins); by < 0 {
		return ReadsTrusted
	}
	if _, by := r.settings.Calm.highest(margins); by < 0 {
		return ReadsHonest
	}
	return ""
}

// Scores gives those of a text by head, to choose settings by.
func (r *Predictor) Scores(text string, evidence []string) map[Head]int32 {
	out := map[Head]int32{}
	margins, _ := r.model.score(text, evidence)
	for i, h := range Heads {
		out[h] = margins[i]
	}
	return out
}
