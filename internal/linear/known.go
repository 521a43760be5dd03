package linear

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// known are the features that training kept. Most features of a text are in one training
// line or in none; if they shared buckets with the useful ones, they would add noise.
// With 2^15 buckets for 60,000 features six dangers of a hundred fewer are heard.
//
// A feature is found by 30 bits of its hash: the upper ones select a bucket, the lower
// ones are compared.
type known struct {
	counts []byte   // by drawer: how many features it holds
	low    []byte   // the lower bits of every feature, two bytes each, in order
	starts []uint32 // by drawer, and one more: its first feature. Made from counts
}

const (
	drawerBits = 14
	lowBits    = 16
	drawers    = 1 << drawerBits
	maxDrawer  = 255 // features in a drawer; what is more is not kept
)

// key is the part of a hash by which a feature is known.
func key(hash uint32) uint32 { return hash & (drawers<<lowBits - 1) }

// keep makes the index of the features that stand in at least so many of the texts.
func keep(texts []features, least int) *known {
	type seen struct{ last, times int32 } // in which text last, and in how many
	counts := map[uint32]seen{}
	for i := range texts {
		for _, x := range texts[i].whole() {
			if s := counts[key(x.hash)]; s.last != int32(i+1) {
				counts[key(x.hash)] = seen{int32(i + 1), s.times + 1}
			}
		}
	}
	var kept []uint32
	for k, s := range counts {
		if int(s.times) >= least {
			kept = append(kept, k)
		}
	}
	slices.SortFunc(kept, cmp.Compare[uint32])
	k := &known{counts: make([]byte, drawers)}
	for _, x := range kept {
		if d := x >> lowBits; k.counts[d] < maxDrawer {
			k.counts[d]++
			k.low = binary.LittleEndian.AppendUint16(k.low, uint16(x))
		}
	}
	k.index()
	return k
}

// index makes starts; false where counts and low do not belong together.
func (k *known) index() bool {
	k.starts = make([]uint32, drawers+1)
	for d, n := range k.counts {
		k.starts[d+1] = k.starts[d] + uint32(n)
	}
	return int(k.starts[drawers])*2 == len(k.low)
}

// size is how many features are known.
func (k *known) size() int { return len(k.low) / 2 }

// unknown is the row of a feature that training did not keep.
const unknown = -1

// row is the place of a feature among those that are known.
func (k *known) row(hash uint32) int32 {
	d, low := key(hash)>>lowBits, uint16(hash)
	for i := k.starts[d]; i < k.starts[d+1]; i++ {
		if binary.LittleEndian.Uint16(k.low[2*i:]) == low {
			return int32(i)
		}
	}
	return unknown
}

// find notes for every feature of a text its row.
func (k *known) find(f *features) {
	f.known = k
	for i := range f.all {
		f.all[i].row = k.row(f.all[i].hash)
	}
}

// faint is the largest weight, in steps of 127 for the largest of a head, of a feature that
// is dropped after training: a third of all, so that the file stays below a million bytes. With 2
// in place of 5, a fifth, no label moved by more than a tenth of a point, with authors left out.
const faint = 5

// dropFaint drops the features whose weights are faint for every label.
func (m *Model) dropFaint() {
	heads := len(m.labels.names)
	kept := &known{counts: make([]byte, drawers)}
	var weights []byte
	for d := range drawers {
		for i := m.known.starts[d]; i < m.known.starts[d+1]; i++ {
			row := m.labels.weights[int(i)*heads : int(i+1)*heads]
			if slices.ContainsFunc(row, func(w byte) bool { return int8(w) > faint || int8(w) < -faint }) {
				kept.counts[d]++
				kept.low = append(kept.low, m.known.low[2*i:2*i+2]...)
				weights = append(weights, row...)
			}
		}
	}
	kept.index()
	m.known, m.labels.weights = kept, weights
}
