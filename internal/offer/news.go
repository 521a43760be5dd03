package offer

// News is not an offer, but a line of news in front of an advertisement could hide it.
// So the text after the news is read alone, and counts if it is written like an
// advertisement: without words that report, warn or advise.

// tried is after how many sentences of news the search for an advertisement ends.
const tried = 4

// behindNews reads the advertisement after sentences of news. ok is false if there is
// none. Only the text after the last sentence of news is read.
func (d *reader) behindNews() (behind Reading, ok bool) {
	news := d.newsWords()
	for from, n := 0, 0; n < tried; n++ {
		next := d.nextSentence(from)
		if next == len(d.words) {
			return Reading{}, false
		}
		before, isNews := d.words[from:next], false
		for i := from; i < next; i++ {
			isNews = isNews || news[i]
		}
		from = next
		if !isNews || d.lastNews >= next || anyOf(before, d.rules.content.Words.Example) {
			continue
		}
		rest := d.rules.newReader(d.line.Original[d.words[next].From:])
		behind = rest.reading(rest.find())
		if behind.Kind == KindOffer && rest.advertises() {
			behind.BehindNews = true
			return behind, true
		}
	}
	return Reading{}, false
}

// newsWords are the words that matched phrases of news.
func (d *reader) newsWords() map[int]bool {
	out := map[int]bool{}
	for _, m := range d.found {
		if d.rules.content.Phrases[m.Owner].Context == "news" {
			for i := m.From; i < m.To; i++ {
				out[i] = true
			}
		}
	}
	return out
}

// nextSentence is the first word of the sentence after the one of word i.
func (d *reader) nextSentence(i int) int {
	for i++; i < len(d.words) && !d.words[i].First; i++ {
	}
	return min(i, len(d.words))
}

// advertises reports whether a text that was read offers work as an
// advertisement does, or as people write to each other of an offer.
func (d *reader) advertises() bool {
	const factsOfAnAd, factsOfAStory = 3, 4
	if d.cues["news"] > 0 || d.cues["job"] == 0 && d.facts[FactJob] == "" && !d.personal() || len(d.facts) < factsOfAnAd || anyOf(d.words, d.rules.content.Words.Reports) {
		return false
	}
	return d.cues["told"] == 0 && !anyOf(d.words, d.rules.content.Words.Tells) || d.personal() && len(d.facts) >= factsOfAStory
}
