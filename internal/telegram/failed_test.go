package telegram_test

import (
	"regexp"
	"sync/atomic"
	"testing"

	"cekloker/internal/chat"
	"cekloker/internal/localapi"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// failingMessenger fails to render when it is told to.
type failingMessenger struct {
	chat.Messenger
	next *atomic.Bool
}

func (s failingMessenger) Render(u chat.Update, r chat.Records, effects []talk.Effect, lang session.Lang) ([]chat.Call, error) {
	if s.next.Swap(false) {
		panic("a test asked for it")
	}
	return s.Messenger.Render(u, r, effects, lang)
}

// When our own code fails, the person reads that it is our fault, with a code for the
// operator. The next message is answered as usual.
func TestWhoMeetsOurFaultReadsItsCode(t *testing.T) {
	t.Parallel()
	k := newTestChat(t)
	for _, c := range []struct{ say, word, reads string }{
		{"", "/start", `pihak kami[^<]*kode ini kepada pengelola bot: [A-Z0-9]{6}$`},
		{"english", "/cek", `on our side[^<]*this bot this code: [A-Z0-9]{6}$`},
	} {
		if c.say != "" {
			k.says(c.say)
		}
		k.fails.Store(true)
		k.says(c.word)
		k.waitFor("the code", func(all []localapi.Message) bool {
			last := all[len(all)-1]
			return !last.FromPerson && regexp.MustCompile(c.reads).MatchString(last.HTML)
		})
	}
}
