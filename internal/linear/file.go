package linear

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"
)

// The file: the magic with the version, the checksum of all that follows, the
// vocabulary, the known features as they stand in memory, the groups, then the combination. A
// group is the bits of its rows, the names and scales of its heads, and its weights
// as they stand in memory.
// Numbers are varints, strings have their length before them.
const (
	magic     = "cklin\x05" // the last byte is the version of file and features
	textMagic = "ckwho\x02" // of a TextModel, as long as the other
	sumAt     = len(magic)
	bodyAt    = sumAt + 4
	maxBits   = 20
)

var (
	errForeign = errors.New("linear: no model file of this version")
	errDamaged = errors.New("linear: the model file is damaged")
)

// MarshalBinary writes the file of a model.
func (m *Model) MarshalBinary() ([]byte, error) {
	out := begin(magic, &m.vocabulary)
	out = append(out, m.known.counts...)
	out = append(out, m.known.low...)
	for _, g := range m.groups() {
		out = g.append(out)
	}
	out, err := m.combined.AppendBinary(out)
	sign(out)
	return out, err
}

// sign writes the checksum of a file into it.
func sign(file []byte) {
	binary.LittleEndian.PutUint32(file[sumAt:], crc32.ChecksumIEEE(file[bodyAt:]))
}

// groups are all groups in the order of the file.
func (m *Model) groups() []*group {
	out := []*group{&m.labels}
	for i := range m.topics {
		out = append(out, &m.topics[i])
	}
	return out
}

func (g *group) append(out []byte) []byte {
	out = append(out, g.bits)
	out = binary.AppendUvarint(out, uint64(len(g.names)))
	for i, name := range g.names {
		out = appendString(out, name)
		out = binary.AppendUvarint(out, uint64(g.scales[i]))
	}
	return append(out, g.weights...)
}

func appendString(out []byte, s string) []byte {
	return append(binary.AppendUvarint(out, uint64(len(s))), s...)
}

// Load reads the file of a model. The model keeps the bytes and reads weights
// straight from them; they must not change.
func Load(file []byte) (*Model, error) {
	r, err := open(magic, file)
	if err != nil {
		return nil, err
	}
	m := &Model{vocabulary: r.vocabulary()}
	m.known = r.known()
	for _, g := range m.groups() {
		*g = r.group(m.known.size())
	}
	m.combined = r.combination(len(names), len(names))
	if r.failed || len(r.rest) > 0 {
		return nil, errDamaged
	}
	if !slices.Equal(m.labels.names, names[:]) {
		return nil, fmt.Errorf("linear: the model hears %q, this program %q", m.labels.names, names)
	}
	return m, nil
}

// open checks the head of a file.
func open(magic string, file []byte) (*reader, error) {
	if len(file) < bodyAt || string(file[:sumAt]) != magic {
		return nil, errForeign
	}
	if crc32.ChecksumIEEE(file[bodyAt:]) != binary.LittleEndian.Uint32(file[sumAt:]) {
		return nil, errDamaged
	}
	return &reader{rest: file[bodyAt:]}, nil
}

// reader takes a file apart. After the first failure it only gives zeros.
type reader struct {
	rest   []byte
	failed bool
}

func (r *reader) number() uint64 {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 {
		r.failed, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

// count is a number of things of a byte at least, so that a wrong one cannot
// ask for more memory than the file is long.
func (r *reader) count() int {
	n := r.number()
	if n > uint64(len(r.rest)) {
		r.failed, r.rest = true, nil
		return 0
	}
	return int(n)
}

func (r *reader) bytes(n int) []byte {
	if n > len(r.rest) {
		r.failed, r.rest = true, nil
		return nil
	}
	out := r.rest[:n:n]
	r.rest = r.rest[n:]
	return out
}

func (r *reader) string() string { return string(r.bytes(r.count())) }

func (r *reader) known() *known {
	k := &known{counts: r.bytes(drawers)}
	features := 0
	for _, n := range k.counts {
		features += int(n)
	}
	k.low = r.bytes(2 * features)
	if len(k.counts) != drawers || !k.index() {
		r.failed = true
		k = &known{counts: make([]byte, drawers)}
		k.index()
	}
	return k
}

// group reads a group; rows is how many rows one has whose rows are the known features.
func (r *reader) group(rows int) group {
	var g group
	if b := r.bytes(1); len(b) == 1 {
		g.bits = min(b[0], maxBits)
	}
	for range r.count() {
		g.names = append(g.names, r.string())
		g.scales = append(g.scales, uint32(r.number()))
	}
	if g.bits > 0 {
		rows = 1 << g.bits
	}
	g.weights = r.bytes(len(g.names) * rows)
	return g
}
