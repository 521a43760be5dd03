package hear

import (
	"math"
	"strings"

	"cekloker/internal/linear"
)

// Thresholds say from which score of the model on a text is taken for what:
// flows/hear/thresholds.yaml. They stand beside the table that measured them.
type Thresholds struct {
	About   string           `yaml:"about"`
	Use     bool             `yaml:"use"` // false: rules alone
	Ask     DangerThresholds `yaml:"ask"`
	Beside  DangerThresholds `yaml:"beside"`
	Intents map[string]int32 `yaml:"intents"`            // every other head
	Weak    int32            `yaml:"weak"`               // below this danger score a pattern that alone would speak beside the reply is not heard
	Topic   int32            `yaml:"topic"`              // the second topic is offered too when it is this close to the first
	Exit    int32            `yaml:"exit_in_a_sentence"` // for exit in more words than a bare wish has
	MayExit int32            `yaml:"may_exit"`           // from here on somebody who wants nothing else is told how to leave
	Answer  struct {
		Said int32 `yaml:"said"` // what a pattern adds to the choice that it finds
		No   int32 `yaml:"no"`   // what a "no" must have more than the other choices
		Bar  int32 `yaml:"bar"`  // what the likeliest choice must have
	} `yaml:"answer"` // to the question about danger
}

// DangerThresholds are the thresholds of the two heads of danger, in thousandths of a margin.
type DangerThresholds struct {
	Danger   int32 `yaml:"danger"`
	SelfHarm int32 `yaml:"self_harm"`
}

// model is the learned part. The zero model hears nothing.
type model struct {
	Thresholds
	learned      *linear.Model
	intentScores linear.Scores // Intents by head
}

// With returns a classifier with the same rules and this learned part; nil leaves
// the rules alone.
func (c *Classifier) With(m *linear.Model, t Thresholds) *Classifier {
	with := *c
	if with.model = (model{}); !t.Use || m == nil {
		return &with
	}
	with.model = model{Thresholds: t, learned: m}
	for h := range linear.HeadCount {
		with.model.intentScores[h] = t.Intents[h.String()]
	}
	return &with
}

// WithoutRules returns a classifier whose rules for danger find nothing, to
// measure what the model hears by itself.
func (c *Classifier) WithoutRules() *Classifier {
	with := *c
	with.rules = newRules(WordSets{}, c.rules.tokenizer.Slang)
	return &with
}

// Slang returns words of slang and, where a model is used, of regional languages, with the
// words they stand for.
func (c *Classifier) Slang() map[string]string {
	if c.model.learned == nil {
		return c.rules.tokenizer.Slang
	}
	return c.model.learned.Slang()
}

// tier is the tier that the scores of the model give.
func (m model) tier(s linear.Scores) Tier {
	switch {
	case s[linear.HeadDanger] >= m.Ask.Danger || s[linear.HeadSelfHarm] >= m.Ask.SelfHarm:
		return TierAsk
	case s[linear.HeadDanger] >= m.Beside.Danger || s[linear.HeadSelfHarm] >= m.Beside.SelfHarm:
		return TierBeside
	}
	return TierNone
}

// answer is the likeliest choice of an answer to the question about danger; said is
// what the patterns find. A wrong "no" takes the contacts away, so it must be likelier
// than the rest by some way. "" says that nothing is likely.
func (m model) answer(text, said string) string {
	best, top := said, int32(math.MinInt32)
	for _, choice := range m.learned.Topics(text, linear.AnswerLabel) {
		score := choice.Score
		if choice.Name == said {
			score += m.Answer.Said
		}
		if choice.Name == "no" {
			score -= m.Answer.No
		}
		if score > top {
			best, top = choice.Name, score
		}
	}
	if top < m.Answer.Bar {
		return ""
	}
	return best
}

// wishes are the heads other than danger.
var wishes = linear.HeadSetOf(linear.HeadExit, linear.HeadAlready, linear.HeadQuestion, linear.HeadSection, linear.HeadOffer, linear.HeadSmalltalk)

// intentOf names the intents that heads hear.
var intentOf = map[linear.Head]Intent{
	linear.HeadExit: IntentExit, linear.HeadAlready: IntentAlready, linear.HeadQuestion: IntentQuestion, linear.HeadSection: IntentSection, linear.HeadOffer: IntentOffer, linear.HeadSmalltalk: IntentSmalltalk,
}

// strong is by how much, in thousandths, a score must exceed the threshold of Ask to
// count as a plea in a text with facts of an offer.
const strong = 1300

// Lengths in words. For one word the model leads neither to the danger question nor to
// deletion: the single words that do are in the rules. A wish to leave is never long.
const (
	fewest   = 2
	fewWords = 6 // up to here the likeliest wish to leave is enough
	longExit = 30
)

// listen adds what the model hears to what the rules found: how surely it is danger, and else what
// is wanted.
func (c *Classifier) listen(found Classification, text string) Classification {
	if c.model.learned == nil || text == "" {
		return found
	}
	scores := c.model.learned.Score(text)
	found = c.listenForDanger(found, scores, text)
	if found.Tier == TierAsk {
		found.Intent = IntentDanger
	}
	if found.Intent != IntentOther {
		return found
	}
	return c.listenForWishes(found, scores, text)
}

// listenForDanger raises the tier of danger. It takes none back but that of a weak pattern in a text
// in which the model hears no danger. Where words speak against danger (if, news, a denial), it does
// not ask.
func (c *Classifier) listenForDanger(found Classification, scores linear.Scores, text string) Classification {
	tokens, long := c.rules.tokens(text), len(strings.Fields(text))
	danger, selfHarm := scores[linear.HeadDanger], scores[linear.HeadSelfHarm] >= c.model.Ask.SelfHarm
	tier := c.model.tier(scores)
	switch {
	case found.Tier == TierBeside && tier == TierNone && danger < c.model.Weak && long > fewWords:
		return Classification{Intent: IntentOther}
	case tier == TierAsk && !selfHarm && c.rules.speaksAgainst(tokens):
		tier = TierBeside
	}
	if long < fewest || !tier.above(found.Tier) {
		return found
	}
	found = c.rules.describe(found, tokens)
	found.Tier, found.FromModel = tier, true
	found.Strong = danger >= c.model.Ask.Danger+strong || len(c.rules.marks.Find(tokens)) > 0
	if selfHarm {
		found.Danger = DangerSelfHarm
	}
	return found
}

// listenForWishes says what a text wants that is no danger.
func (c *Classifier) listenForWishes(found Classification, scores linear.Scores, text string) Classification {
	single := len(strings.Fields(text)) < fewest
	head, ok := scores.Best(c.model.intentScores, wishes)
	switch {
	case !ok, head == linear.HeadExit && (single || !c.mayExit(text, scores[linear.HeadExit] >= c.model.Exit)):
		found.MayLeave = !single && scores[linear.HeadExit] >= c.model.MayExit && c.mayExit(text, true)
		return found
	case single && head != linear.HeadSmalltalk && scores[head] < 0:
		return found // one word says too little for a guess: "apa"
	}
	found.Intent, found.FromModel = intentOf[head], found.FromModel || head == linear.HeadExit
	found.PositiveScore = scores[head] > 0
	return c.model.withTopics(found, text, head)
}

// withTopics adds the likeliest topic of what a text wants, and the next one.
func (m model) withTopics(found Classification, text string, head linear.Head) Classification {
	topics := m.learned.Topics(text, head.String())
	if len(topics) > 0 {
		found.Topic = topics[0].Name
	}
	if len(topics) > 1 {
		found.Second = topics[1].Name
		found.TopicsClose = topics[0].Score-topics[1].Score < m.Topic
	}
	return found
}

// mayExit keeps the model from leaving where somebody wants out of a place, or
// wants something else erased than this chat.
func (c *Classifier) mayExit(text string, sure bool) bool {
	n := len(strings.Fields(text))
	return (n <= fewWords || sure && n < longExit) && len(c.stays.Find(c.rules.words(text))) == 0
}

// above reports whether a tier asks for more than another.
func (t Tier) above(other Tier) bool { return rank(t) > rank(other) }

func rank(t Tier) int {
	switch t {
	case TierAsk:
		return 2
	case TierBeside:
		return 1
	}
	return 0
}

// Reason is one feature that spoke for or against an intent.
type Reason struct {
	Feature string `json:"feature"`
	Adds    int32  `json:"adds"`
}

// Why names what the model heard: the score of every head above its threshold or not,
// and the strongest features of the danger head and of the best other one.
func (c *Classifier) Why(text string) (scores map[string]int32, reasons map[string][]Reason) {
	if c.model.learned == nil {
		return nil, nil
	}
	const features = 6
	scores, reasons = map[string]int32{}, map[string][]Reason{}
	s := c.model.learned.Score(text)
	shown := []linear.Head{linear.HeadDanger}
	if best, ok := s.Best(c.model.intentScores, wishes); ok {
		shown = append(shown, best)
	}
	for h := range linear.HeadCount {
		scores[h.String()] = s[h]
	}
	for _, h := range shown {
		for _, w := range c.model.learned.Why(text, h, features) {
			reasons[h.String()] = append(reasons[h.String()], Reason{w.Feature, w.Adds})
		}
	}
	return scores, reasons
}
