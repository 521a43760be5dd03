package telegram

import (
	"sync"
	"time"

	"golang.org/x/time/rate"

	"cekloker/internal/chat"
)

// Budget bounds how much is sent. Telegram's real limits are not published and
// change; these stay below the documented ones, and a 429 corrects the rest.
type Budget struct {
	Overall float64 // messages and edits a second to all chats together; documented: about 30
	Urgent  float64 // a second on top of these, for replies to danger only
	Chat    float64 // a second to one chat; documented: 1
	Burst   int     // to one chat at once; documented: short bursts pass
	Group   float64 // a minute to one group; documented: 20
}

// defaultBudget is the budget of a bot unless it is told another one.
var defaultBudget = Budget{Overall: 25, Urgent: 5, Chat: 1, Burst: 10, Group: 20}

func (b Budget) withDefaults() Budget {
	if b.Overall == 0 {
		b.Overall = defaultBudget.Overall
	}
	if b.Urgent == 0 {
		b.Urgent = defaultBudget.Urgent
	}
	if b.Chat == 0 {
		b.Chat = defaultBudget.Chat
	}
	if b.Burst == 0 {
		b.Burst = defaultBudget.Burst
	}
	if b.Group == 0 {
		b.Group = defaultBudget.Group
	}
	return b
}

// budgets gives out places in the budgets in the order in which they are asked for.
type budgets struct {
	budget  Budget
	overall *rate.Limiter
	urgent  *rate.Limiter

	mu    sync.Mutex
	chats map[chat.ID]*rate.Limiter
}

func newBudgets(b Budget) *budgets {
	b = b.withDefaults()
	return &budgets{
		budget: b, chats: map[chat.ID]*rate.Limiter{},
		overall: rate.NewLimiter(rate.Limit(b.Overall), max(1, int(b.Overall))),
		urgent:  rate.NewLimiter(rate.Limit(b.Urgent), max(1, int(b.Urgent))),
	}
}

// reserve reserves the next place and tells how far off it is. Urgent calls have a
// budget of their own and wait for nobody. A call that makes or changes no message
// needs no budget.
func (b *budgets) reserve(id chat.ID, method string, urgent bool, now time.Time) time.Duration {
	switch method {
	case "sendMessage", "editMessageText", "editMessageReplyMarkup":
	default:
		return 0
	}
	if urgent {
		return b.urgent.ReserveN(now, 1).DelayFrom(now)
	}
	return max(b.overall.ReserveN(now, 1).DelayFrom(now), b.chatLimiter(id, now).ReserveN(now, 1).DelayFrom(now))
}

// chatLimiter returns the budget of one chat. Groups have negative ids.
func (b *budgets) chatLimiter(id chat.ID, now time.Time) *rate.Limiter {
	b.mu.Lock()
	defer b.mu.Unlock()
	if l := b.chats[id]; l != nil {
		return l
	}
	const maxChats = 10000
	if len(b.chats) >= maxChats {
		for other, l := range b.chats {
			if l.TokensAt(now) >= float64(l.Burst()) {
				delete(b.chats, other)
			}
		}
	}
	l := rate.NewLimiter(rate.Limit(b.budget.Chat), b.budget.Burst)
	if id < 0 {
		l = rate.NewLimiter(rate.Limit(b.budget.Group/60), max(1, b.budget.Burst/2))
	}
	b.chats[id] = l
	return l
}
