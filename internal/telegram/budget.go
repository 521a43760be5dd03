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
	Overall    float64 // messages and edits a second to all chats together; documented: about 30
	Urgent     float64 // a second on top of these, for replies to danger only
	Chat       float64 // a second to one chat; documented: 1
	ChatAtOnce int     // to one chat at once; documented: short bursts pass
	Group      float64 // a minute to one group; documented: 20
}

// defaultBudget is the budget of a bot unless it is told another one.
var defaultBudget = Budget{Overall: 25, Urgent: 5, Chat: 1, ChatAtOnce: 10, Group: 20}

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
	if b.ChatAtOnce == 0 {
		b.ChatAtOnce = defaultBudget.ChatAtOnce
	}
	if b.Group == 0 {
		b.Group = defaultBudget.Group
	}
	return b
}

// budgets gives out places to send. Urgent calls have places of their own and come first
// for those that both kinds share; a fifth of the ordinary ones is kept for ordinary
// calls while these wait, so that a flood of urgent messages does not stop the ordinary
// ones.
type budgets struct {
	budget Budget

	mu                       sync.Mutex
	urgent, shared, ordinary bucket
	queue                    queue
	chats                    map[chat.ID]*rate.Limiter
}

// kept is the part of the overall budget that urgent calls leave to ordinary ones.
const kept = 0.2

func newBudgets(b Budget) *budgets {
	b = b.withDefaults()
	return &budgets{
		budget: b, chats: map[chat.ID]*rate.Limiter{}, queue: newQueue(),
		urgent: newBucket(b.Urgent), shared: newBucket(b.Overall * (1 - kept)), ordinary: newBucket(b.Overall * kept),
	}
}

// takesPlace reports whether a method makes or changes a message.
func takesPlace(method string) bool {
	return method == "sendMessage" || method == "sendPhoto" || method == "editMessageText" || method == "editMessageReplyMarkup"
}

// reserve takes a place for a call, or tells after which time to ask for it again. A
// call that makes or changes no message needs none. One that goes out together with
// another does not wait for its place; those after it do.
func (b *budgets) reserve(id chat.ID, c chat.Call, now time.Time) time.Duration {
	if !takesPlace(c.Method) {
		return 0
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.urgent.fill(now)
	b.shared.fill(now)
	b.ordinary.fill(now)
	one := b.chatLimiter(id, now)
	switch {
	case c.Batched:
		b.shared.tokens--
		one.ReserveN(now, 1)
		return 0
	case c.Urgent:
		return b.ask(id, true, now)
	}
	if missing := 1 - one.TokensAt(now); missing > 0 {
		return max(seconds(missing/float64(one.Limit())), shortestAsk)
	}
	wait := b.ask(id, false, now)
	if wait == 0 {
		one.ReserveN(now, 1)
	}
	return wait
}

// Waits until a chat asks again. They are guesses, since a call in danger may come in
// between, and long ones are halved, since the queue may also shrink.
const (
	shortestAsk = 5 * time.Millisecond
	guessedAsk  = 2 * time.Second
)

// ask takes the next place if no chat comes before this one. b.mu is held.
func (b *budgets) ask(id chat.ID, urgent bool, now time.Time) time.Duration {
	w := b.queue.join(id, urgent, now)
	free, perSecond := b.free(urgent)
	missing := float64(b.queue.before(id, w)+1) - free
	if missing <= 0 {
		b.take(urgent)
		b.queue.leave(id, w, now)
		return 0
	}
	wait := max(seconds(missing/perSecond), shortestAsk)
	if wait > guessedAsk {
		wait = max(wait/2, guessedAsk)
	}
	w.until = now.Add(wait + patience)
	return wait
}

// free counts the places that a kind of call may take now, and how many more there
// will be a second.
func (b *budgets) free(urgent bool) (now, perSecond float64) {
	shared := b.shared.whole()
	if !urgent {
		return b.ordinary.whole() + max(0, shared-float64(b.queue.urgent)), b.ordinary.rate + b.shared.rate
	}
	now, perSecond = b.urgent.whole()+shared, b.urgent.rate+b.shared.rate
	if b.queue.ordinary == 0 { // nobody needs them
		now, perSecond = now+b.ordinary.whole(), perSecond+b.ordinary.rate
	}
	return now, perSecond
}

// take takes a place that is free: first one that the other kind cannot use.
func (b *budgets) take(urgent bool) {
	from := []*bucket{&b.ordinary, &b.shared}
	if urgent {
		from = []*bucket{&b.urgent, &b.shared, &b.ordinary}
	}
	for _, one := range from {
		if one.whole() >= 1 {
			one.tokens--
			return
		}
	}
}

// chatLimiter returns the budget of one chat. Groups have negative ids. b.mu is held.
func (b *budgets) chatLimiter(id chat.ID, now time.Time) *rate.Limiter {
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
	l := rate.NewLimiter(rate.Limit(b.budget.Chat), b.budget.ChatAtOnce)
	if id < 0 {
		l = rate.NewLimiter(rate.Limit(b.budget.Group/60), max(1, b.budget.ChatAtOnce/2))
	}
	b.chats[id] = l
	return l
}
