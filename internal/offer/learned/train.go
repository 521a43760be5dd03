package learned

import (
	"maps"

	"cekloker/internal/linear"
)

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

// Buckets of the heads, 1<<bits. Half as many cost a point of fraud.
const (
	bits     = 17
	formBits = 15
)

// cost is what a mistake costs against large weights: a third finds two points less
// fraud, three times as much the same.
const cost = 3

// rounds is how often training goes over the posts.
const rounds = 12

// Train trains the models. The same posts, vocabulary and recipe give the same models, byte for
// byte. Only whether a text is an offer is learned from the concepts of words: with them 80
// instead of 75 of 100 texts that are none are told from offers, at two of 100 offers missed (three
// groups of authors left out). Danger and fraud would be found more often by the hand that wrote
// the posts, and real scams less.
func Train(posts []TrainingPost, v linear.Vocabulary, r Recipe) Model {
	kinds, forms := make([]linear.TextExample, len(posts)), make([]linear.TextExample, len(posts))
	for i, p := range posts {
		weight := 1.0
		if p.Corpus {
			weight = r.Corpus
		}
		kind, form := r.sides(p.Is, weight)
		kinds[i] = linear.TextExample{Text: p.Text, HeadWeights: kind}
		forms[i] = linear.TextExample{Text: p.Text, HeadWeights: form}
	}
	o := linear.Defaults()
	o.Bits, o.C, o.Rounds, o.Slang = bits, cost, rounds, r.ignoring(nil)
	m := Model{kinds: linear.TrainTextModel(kindHeads, kinds, o)}
	o.Bits, o.Vocabulary = formBits, v
	o.Slang = r.ignoring(v.Slang)
	m.form = linear.TrainTextModel(formHeads, forms, o)
	return m
}

// ignoring adds the words that must not decide to those that stand for nothing.
func (r Recipe) ignoring(slang map[string]string) map[string]string {
	out := map[string]string{}
	maps.Copy(out, slang)
	for _, w := range r.Ignored {
		out[w] = ""
	}
	return out
}

// sides are how a kind of text teaches the heads. Of danger and fraud neither is an example against
// the other: people are warned of both.
func (r Recipe) sides(is PostKind, weight float64) (kind, form []float64) {
	offer := []float64{-float64(weight * r.Offers)}
	switch is {
	case PostDanger:
		return []float64{weight, 0}, offer
	case PostFraud:
		return []float64{0, weight}, offer
	case PostHonest:
		return []float64{-weight, -weight}, offer
	case PostToldOffer:
		return []float64{0, 0}, []float64{-weight}
	case PostMessage:
		return []float64{0, 0}, []float64{float64(weight * r.Messages)}
	}
	against := -float64(weight * r.NoOffer)
	return []float64{against, against}, []float64{weight}
}
