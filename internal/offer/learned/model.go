package learned

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"cekloker/internal/linear"
)

// Model is what training gives: heads for what an offer is like, a head for whether a text is an
// offer at all, and how the margins of all, and what the rules find, are combined into the scores of
// Heads.
type Model struct {
	kinds, form *linear.TextModel
	combined    *linear.Combination
}

// The heads of the two models. Those of honest offers only help the combination.
var (
	kindHeads = []string{"danger", "fraud", "home", "abroad"}
	formHeads = []string{"no_offer"}
)

// MarshalBinary writes the file of a model: its parts, each behind its length.
func (m Model) MarshalBinary() ([]byte, error) {
	kinds, kindsErr := m.kinds.MarshalBinary()
	form, formErr := m.form.MarshalBinary()
	combined, combinedErr := m.combined.AppendBinary(nil)
	var out []byte
	for _, part := range [...][]byte{kinds, form, combined} {
		out = append(binary.LittleEndian.AppendUint32(out, uint32(len(part))), part...)
	}
	return out, errors.Join(kindsErr, formErr, combinedErr)
}

// Load reads the file of a model. The model keeps the bytes; they must not change.
func Load(file []byte) (Model, error) {
	var m Model
	var errs [3]error
	m.kinds, errs[0] = linear.LoadTextModel(part(&file))
	m.form, errs[1] = linear.LoadTextModel(part(&file))
	m.combined, errs[2] = linear.LoadCombination(part(&file), len(kindHeads)+len(formHeads), len(Heads))
	if err := errors.Join(errs[:]...); err != nil {
		return Model{}, err
	}
	if !slices.Equal(m.kinds.Heads(), kindHeads) || !slices.Equal(m.form.Heads(), formHeads) {
		return Model{}, fmt.Errorf("the model has the heads %q and %q, the program reads %q and %q", m.kinds.Heads(), m.form.Heads(), kindHeads, formHeads)
	}
	return m, nil
}

// part takes the next part from a file, nothing where it is damaged.
func part(file *[]byte) []byte {
	const head = 4
	if len(*file) < head {
		return nil
	}
	size := uint64(binary.LittleEndian.Uint32(*file))
	rest := (*file)[head:]
	if size > uint64(len(rest)) {
		return nil
	}
	*file = rest[size:]
	return rest[:size]
}

// margins gives the margins of the heads of both models, and how many words were read.
func (m Model) margins(text string) (margins []int32, words int) {
	margins, words = m.kinds.Score(text)
	form, _ := m.form.Score(text)
	return append(margins, form...), words
}

// score gives the scores in the order of Heads, and how many words were read. evidence is what the
// rules find in the text.
func (m Model) score(text string, evidence []string) (scores []int32, words int) {
	margins, words := m.margins(text)
	scores = make([]int32, len(Heads))
	if words == 0 {
		for i := range scores {
			scores[i] = linear.NoScore
		}
		return scores, 0
	}
	m.combined.Score(margins, evidence, scores)
	return scores, words
}
