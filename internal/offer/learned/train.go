package learned

import "cekloker/internal/linear"

// TrainingPost is a text with what it is.
type TrainingPost struct {
	Text   string
	Is     PostKind
	Corpus bool // an offer of flows/proof/offers
}

// PostKind is what a text is.
type PostKind string

// The kinds.
const (
	PostDanger    PostKind = "danger"
	PostFraud     PostKind = "fraud"
	PostHonest    PostKind = "honest"
	PostNoOffer   PostKind = "nonoffer"
	PostMessage   PostKind = "message" // what people write to the bot that is no offer
	PostToldOffer PostKind = "told"    // an offer in a few words of the person, of whatever kind
)

// bits: the heads have 1<<bits buckets each. Half as many cost a point of fraud.
const bits = 17

// cost is what a mistake costs against large weights: a third finds two points less
// fraud, three times as much the same.
const cost = 3

// rounds is how often training goes over the posts.
const rounds = 12

// Train trains the model. The same posts and recipe give the same model, byte for byte.
func Train(posts []TrainingPost, r Recipe) *linear.TextModel {
	o := linear.Defaults()
	o.Bits, o.C, o.Rounds, o.Slang = bits, cost, rounds, map[string]string{}
	for _, w := range r.Ignored {
		o.Slang[w] = ""
	}
	samples := make([]linear.TextExample, len(posts))
	for i, p := range posts {
		weight := 1.0
		if p.Corpus {
			weight = r.Corpus
		}
		samples[i] = linear.TextExample{Text: p.Text, HeadWeights: r.sides(p.Is, weight)}
	}
	var names []string
	for _, h := range Heads {
		names = append(names, string(h))
	}
	return linear.TrainTextModel(names, samples, o)
}

// sides are how a kind of text teaches the heads. Of danger and fraud neither is an example against
// the other: people are warned of both.
func (r Recipe) sides(is PostKind, weight float64) []float64 {
	offer := -float64(weight * r.Offers)
	switch is {
	case PostDanger:
		return []float64{weight, 0, offer}
	case PostFraud:
		return []float64{0, weight, offer}
	case PostHonest:
		return []float64{-weight, -weight, offer}
	case PostToldOffer:
		return []float64{0, 0, -weight}
	case PostMessage:
		return []float64{0, 0, float64(weight * r.Messages)}
	}
	against := -float64(weight * r.NoOffer)
	return []float64{against, against, weight}
}
