package chat

import "math/rand/v2"

// Ref names one update in the log, so that lines of the same update can be
// found together and a person can tell the operator which one failed. It is made
// of nothing but chance: it points to no chat, no update of Telegram and no
// time, and the log is the only place that keeps it.
type Ref string

// refLetters have no vowels, which make words, and none that look or sound like
// another: a code is read aloud over a bad line.
const refLetters = "34679CDFGHJKMPRTWXY"

// NewRef returns a Ref of six letters and digits: one of 47 million.
func NewRef() Ref {
	var b [6]byte
	for i := range b {
		b[i] = refLetters[rand.IntN(len(refLetters))]
	}
	return Ref(b[:])
}

// Failure is an error of one update. It reads like the error that it wraps.
type Failure struct {
	Ref Ref
	Err error
}

func (f *Failure) Error() string { return f.Err.Error() }
func (f *Failure) Unwrap() error { return f.Err }

// Wrap says that an error belongs to the update.
func (r Ref) Wrap(err error) error {
	if err == nil || r == "" {
		return err
	}
	return &Failure{Ref: r, Err: err}
}
