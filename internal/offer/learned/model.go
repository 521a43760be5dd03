package learned

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"cekloker/internal/linear"
)

// Model is what training gives: one model of what an offer is like, one of whether a text is an
// offer at all.
type Model struct {
	kinds, form *linear.TextModel
}

var kindHeads, formHeads = names(HeadDangerousOffer, HeadFraudulentOffer), names(HeadNoOffer)

func names(heads ...Head) []string {
	var out []string
	for _, h := range heads {
		out = append(out, string(h))
	}
	return out
}

// MarshalBinary writes the file of a model: the length of the first part, and both parts.
func (m Model) MarshalBinary() ([]byte, error) {
	kinds, err := m.kinds.MarshalBinary()
	form, otherErr := m.form.MarshalBinary()
	out := binary.LittleEndian.AppendUint32(nil, uint32(len(kinds)))
	return slices.Concat(out, kinds, form), errors.Join(err, otherErr)
}

// Load reads the file of a model. The model keeps the bytes; they must not change.
func Load(file []byte) (Model, error) {
	const head = 4
	if len(file) < head || uint64(len(file)-head) < uint64(binary.LittleEndian.Uint32(file)) {
		return Model{}, errors.New("the file is too short")
	}
	cut := head + int(binary.LittleEndian.Uint32(file))
	kinds, err := linear.LoadTextModel(file[head:cut])
	form, otherErr := linear.LoadTextModel(file[cut:])
	if err := errors.Join(err, otherErr); err != nil {
		return Model{}, err
	}
	if !slices.Equal(kinds.Heads(), kindHeads) || !slices.Equal(form.Heads(), formHeads) {
		return Model{}, fmt.Errorf("the model has the heads %q and %q, the program reads %q and %q", kinds.Heads(), form.Heads(), kindHeads, formHeads)
	}
	return Model{kinds, form}, nil
}

// score gives the margins of all heads in the order of Heads, and how many words were read.
func (m Model) score(text string) (margins []int32, words int) {
	margins, words = m.kinds.Score(text)
	form, _ := m.form.Score(text)
	return append(margins, form...), words
}
