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
	Intents map[string]int32 `yaml:"intents"` // every other head
	Marked  struct {
		Ask    int32 `yaml:"ask"`
		Beside int32 `yaml:"beside"`
	} `yaml:"marked"` // for the danger score of a text in which a pattern marks a danger
	Topic   int32 `yaml:"topic"`              // the second topic is offered too when it is this close to the first
	Exit    int32 `yaml:"exit_in_a_sentence"` // for exit in more words than a bare wish has
	MayExit int32 `yaml:"may_exit"`           // from here on somebody who wants nothing else is told how to leave
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

// tier is the tier that the scores of the model give. Where a pattern marks a kind of
// danger, less of a score is enough.
func (m model) tier(s linear.Scores, marked bool) Tier {
	ask, beside := m.Ask.Danger, m.Beside.Danger
	if marked {
		ask, beside = min(ask, m.Marked.Ask), min(beside, m.Marked.Beside)
	}
	switch {
	case s[linear.HeadDanger] >= ask || s[linear.HeadSelfHarm] >= m.Ask.SelfHarm:
		return TierAsk
	case s[linear.HeadDanger] >= beside || s[linear.HeadSelfHarm] >= m.Beside.SelfHarm:
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
const strong = 800

// Lengths in words. For one word the model leads neither to the danger question nor to
// deletion: the single words that do are in the rules. A wish to leave is never long.
const (
	fewest   = 2
	fewWords = 6 // up to here the likeliest wish to leave is enough
	longExit = 30
)

// listen adds what the model hears to what the rules found. It raises the tier of
// danger and never lowers it.
func (c *Classifier) listen(found Classification, text string) Classification {
	if c.model.learned == nil || text == "" {
		return found
	}
	scores := c.model.learned.Score(text)
	tokens := c.rules.tokens(text)
	single := len(strings.Fields(text)) < fewest
	marked := len(c.rules.marks.Find(tokens)) > 0
	tier := c.model.tier(scores, marked)
	if !single && tier.above(found.Tier) {
		found = c.rules.describe(found, tokens)
		found.Tier, found.FromModel = tier, true
		found.Strong = marked || scores[linear.HeadDanger] >= c.model.Ask.Danger+strong
		if scores[linear.HeadSelfHarm] >= c.model.Ask.SelfHarm {
			found.Danger = DangerSelfHarm
		}
	}
	if found.Tier == TierAsk {
		found.Intent = IntentDanger
	}
	if found.Intent != IntentOther {
		return found
	}
	head, ok := scores.Best(c.model.intentScores, wishes)
	switch {
	case !ok, head == linear.HeadExit && (single || !c.mayExit(text, scores[linear.HeadExit] >= c.model.Exit)):
		found.MayLeave = !single && scores[linear.HeadExit] >= c.model.MayExit && scores.Highest(wishes) == linear.HeadExit && c.mayExit(text, true)
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
