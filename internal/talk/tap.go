package talk

import (
	"hash/fnv"
	"strconv"
	"strings"
	"time"

	"cekloker/internal/session"
)

// MaxTap is Telegram's limit for the data of a button, in bytes.
const MaxTap = 64

// Tap is what a button means. An answer counts only for the turn that asked. A tap that
// opens something works at any age, even after the case was forgotten.
type Tap struct {
	Open   string // opens: why, more, contacts, exit, language, menu, tip, ...; "" for an answer
	Of     string // what is opened: an id of the content, may be empty
	Below  bool   // what is opened stands in a new message, and the one with the button stays
	Step   string // answer: the step that asked, as "flow.step"
	Choice string // answer: the choice
	Turn   int    // answer: the turn that asked
	Began  int64  // answer: when the session began, Unix seconds
}

// OpenTap returns a tap that opens something at any age.
func OpenTap(what, of string) Tap { return Tap{Open: what, Of: of} }

// AnswerTap returns a tap that answers step of s with choice.
func AnswerTap(s session.Session, step, choice string) Tap {
	return Tap{Step: step, Choice: choice, Turn: s.Turn, Began: began(s.Began)}
}

func began(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// String writes the tap as the data of a button: at most MaxTap bytes for ids
// that bot check accepts.
func (t Tap) String() string {
	switch {
	case t.Open != "" && t.Below:
		return "n|" + t.Open + "|" + t.Of
	case t.Open != "":
		return "o|" + t.Open + "|" + t.Of
	}
	return "a|" + strconv.FormatInt(t.Began, 36) + "|" + strconv.FormatInt(int64(t.Turn), 36) + "|" + t.Step + "|" + t.Choice
}

// mark returns a number that distinguishes one answer button from the others without
// revealing the answer.
func (t Tap) mark() uint32 {
	h := fnv.New32a()
	h.Write([]byte(t.String())) // never fails
	return max(h.Sum32(), 1)
}

// ParseTap reads the data of a button. Anybody can send any bytes: what is not
// written by String is not a tap.
func ParseTap(data string) (Tap, bool) {
	if len(data) > MaxTap {
		return Tap{}, false
	}
	parts := strings.Split(data, "|")
	switch {
	case len(parts) == 3 && (parts[0] == "o" || parts[0] == "n") && isID(parts[1]) && (parts[2] == "" || isID(parts[2])):
		return Tap{Open: parts[1], Of: parts[2], Below: parts[0] == "n"}, true
	case len(parts) == 5 && parts[0] == "a" && isID(parts[3]) && isID(parts[4]):
		began, err1 := strconv.ParseInt(parts[1], 36, 64)
		turn, err2 := strconv.ParseInt(parts[2], 36, 32)
		if err1 != nil || err2 != nil || began < 0 || turn < 0 {
			return Tap{}, false
		}
		t := Tap{Step: parts[3], Choice: parts[4], Turn: int(turn), Began: began}
		return t, t.String() == data
	}
	return Tap{}, false
}

func isID(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '_', c == '.', c == '-':
		default:
			return false
		}
	}
	return s != ""
}
