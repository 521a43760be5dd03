package chat

import "math/rand/v2"

// UpdateCode is a random code that names one update in the log, so that its lines can be
// found together and a person can tell the operator which update failed. It points
// to no chat, no update id of Telegram and no time, and only the log keeps it.
type UpdateCode string

// refLetters has no vowels, which would make words, and no characters that look or sound
// like one another: a code may be read out over a poor phone connection.
const refLetters = "34679CDFGHJKMPRTWXY"

// NewUpdateCode returns a Ref of six letters and digits: one of 47 million.
func NewUpdateCode() UpdateCode {
	var b [6]byte
	for i := range b {
		b[i] = refLetters[rand.IntN(len(refLetters))]
	}
	return UpdateCode(b[:])
}

// Failure is an error of one update. It reads like the error that it wraps.
type Failure struct {
	Ref UpdateCode
	Err error
}

func (f *Failure) Error() string { return f.Err.Error() }
func (f *Failure) Unwrap() error { return f.Err }

// Wrap marks an error as one of the update.
func (r UpdateCode) Wrap(err error) error {
	if err == nil || r == "" {
		return err
	}
	return &Failure{Ref: r, Err: err}
}
