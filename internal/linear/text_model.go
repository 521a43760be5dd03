package linear

// TextModel scores texts as a whole, with heads that its caller names. Model listens for a
// plea anywhere in a text; TextModel tells what an advertisement is like from beginning to
// end, in a fifth of the time.
type TextModel struct {
	vocabulary Vocabulary
	heads      group
}

// TextExample is one text for the training of a TextModel.
type TextExample struct {
	Text        string
	HeadWeights []float64 // by head: how much it weighs as an example of it, below 0 as one against it; 0 teaches the head nothing
}

// TrainTextModel learns from examples. The same examples and options give the same bytes. Of
// the options those for topics and parts do not matter.
func TrainTextModel(heads []string, examples []TextExample, o Options) *TextModel {
	w := &TextModel{vocabulary: o.Vocabulary, heads: newGroup(heads, 1<<o.Bits)}
	w.heads.bits = o.Bits
	vectors := make([]vector, len(examples))
	for i, s := range examples {
		read := featuresOf(readText(s.Text, &w.vocabulary))
		vectors[i] = vectorOf(read.whole(), o.Bits)
	}
	for h := range heads {
		p := o.problem(o.Bits)
		p.rests = true
		for i, s := range examples {
			if weight := s.HeadWeights[h]; weight != 0 {
				p.add(vectors[i], weight > 0, float64(o.C*max(weight, -weight)))
			}
		}
		w.heads.set(h, p.solve())
	}
	return w
}

// Score gives the margin of every head in thousandths, NoScore for a text without words.
// It adds how many words were read.
func (w *TextModel) Score(text string) (margins []int32, words int) {
	margins = make([]int32, len(w.heads.names))
	f := featuresOf(readText(text, &w.vocabulary))
	if len(f.words) == 0 {
		for h := range margins {
			margins[h] = NoScore
		}
		return margins, 0
	}
	w.heads.margins(f.whole(), margins)
	return margins, len(f.words)
}

// Heads are the names of the heads in the order of their margins.
func (w *TextModel) Heads() []string { return w.heads.names }

// MarshalBinary writes the file of a model: like that of Model, with one group.
func (w *TextModel) MarshalBinary() ([]byte, error) {
	out := begin(textMagic, &w.vocabulary)
	out = w.heads.append(out)
	sign(out)
	return out, nil
}

// LoadTextModel reads the file of a model. The model keeps the bytes; they must not change.
func LoadTextModel(file []byte) (*TextModel, error) {
	r, err := open(textMagic, file)
	if err != nil {
		return nil, err
	}
	w := &TextModel{vocabulary: r.vocabulary()}
	w.heads = r.group(0)
	if r.failed || len(r.rest) > 0 {
		return nil, errDamaged
	}
	return w, nil
}

// begin writes the head of a file and the vocabulary.
func begin(magic string, v *Vocabulary) []byte {
	return v.append(append([]byte(magic), 0, 0, 0, 0))
}
