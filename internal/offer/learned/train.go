package learned

import (
	"maps"

	"cekloker/internal/linear"
)

// TrainingPost is a text with what it is.
type TrainingPost struct {
	Text   string
	Is     PostKind
	Author string // "" for those of the corpus
	Corpus bool   // an offer of flows/proof/offers

	Evidence []string // what the rules find in it
}

// PostKind is what a text is.
type PostKind string

// The kinds.
const (
	PostDanger    PostKind = "danger"
	PostFraud     PostKind = "fraud"
	PostHome      PostKind = "home"
	PostAbroad    PostKind = "abroad"
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

// folds is into how many groups authors are divided for the combination of heads.
const folds = 3

// Train trains the model. The same posts, vocabulary and recipe give the same model, byte for byte.
func Train(posts []TrainingPost, v linear.Vocabulary, r Recipe) Model {
	var authors []string
	for _, p := range posts {
		authors = append(authors, p.Author)
	}
	group := linear.Folds(authors, folds)
	var read []linear.CombinedExample
	for fold := range folds {
		heads := trainHeads(posts, v, r, func(p TrainingPost) bool { return group[p.Author] != fold })
		for _, p := range posts {
			if sides := r.combined(p); group[p.Author] == fold && sides != nil {
				margins, _ := heads.margins(p.Text)
				read = append(read, linear.CombinedExample{Margins: margins, Flags: p.Evidence, LabelWeights: sides})
			}
		}
	}
	m := trainHeads(posts, v, r, func(TrainingPost) bool { return true })
	m.combined = linear.Combine(read)
	return m
}

// trainHeads trains heads on the posts that may be used. Only whether a text is an offer is learned
// from the concepts of words: with them 80 instead of 75 of 100 texts that are none are told from
// offers, at two of 100 offers missed (three groups of authors left out). Danger and fraud would be
// found more often by the hand that wrote the posts, and real scams less.
func trainHeads(posts []TrainingPost, v linear.Vocabulary, r Recipe, use func(TrainingPost) bool) Model {
	var kinds, forms []linear.TextExample
	for _, p := range posts {
		if !use(p) {
			continue
		}
		kind, form := r.sides(p)
		kinds = append(kinds, linear.TextExample{Text: p.Text, HeadWeights: kind})
		forms = append(forms, linear.TextExample{Text: p.Text, HeadWeights: form})
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

// sides are how a text teaches the heads. Of danger and fraud neither is an example against
// the other: people are warned of both.
func (r Recipe) sides(p TrainingPost) (kind, form []float64) {
	weight := 1.0
	if p.Corpus {
		weight = r.Corpus
	}
	offer := []float64{-float64(weight * r.Offers)}
	switch p.Is {
	case PostDanger:
		return []float64{weight, 0, -weight, -weight}, offer
	case PostFraud:
		return []float64{0, weight, -weight, -weight}, offer
	case PostHome:
		return []float64{-weight, -weight, weight, -weight}, offer
	case PostAbroad:
		return []float64{-weight, -weight, -weight, weight}, offer
	case PostToldOffer:
		return make([]float64, len(kindHeads)), []float64{-weight}
	case PostMessage:
		return make([]float64, len(kindHeads)), []float64{float64(weight * r.Messages)}
	}
	against := -float64(weight * r.NoOffer)
	return []float64{against, against, against, against}, []float64{weight}
}

// combined is how a text teaches the combination of heads: danger, fraud and no offer. Messages
// teach it nothing; they are not like posts.
func (r Recipe) combined(p TrainingPost) []float64 {
	switch p.Is {
	case PostDanger:
		return []float64{1, 0, -1}
	case PostFraud:
		return []float64{0, 1, -1}
	case PostHome, PostAbroad:
		return []float64{-1, -1, -1}
	case PostNoOffer:
		return []float64{-r.NoOffer, -r.NoOffer, 1}
	}
	return nil
}
