package chat

import (
	"slices"
	"time"

	"cekloker/internal/talk"
)

// burstGap is how close together messages are that belong to one offer.
const burstGap = 3 * time.Second

// canJoinBurst tells whether an event can be a part of several messages in one go.
func canJoinBurst(e talk.Event) bool {
	return !e.InGroup && (e.Kind == talk.TextCame || e.Kind == talk.PictureCame || e.Kind == talk.Unreadable)
}

// earlier are the texts of the same burst.
func (p *conversation) earlier(e talk.Event) []talk.Said {
	if !canJoinBurst(e) || p.service.o.Now().Sub(p.heard) > burstGap {
		p.burst = nil
	}
	return append([]talk.Said(nil), p.burst...)
}

// remember keeps a long or forwarded text for the next seconds, in memory only.
// A shorter one belongs to a burst that has begun, a picture does not end it.
func (p *conversation) remember(e talk.Event, now time.Time) {
	p.heard = now
	const enough, line, most = 40, 8, 8
	n := len(e.Said.Text())
	switch {
	case !canJoinBurst(e) || len(p.burst) >= most:
		p.burst = nil
	case n >= enough, n >= line && len(p.burst) > 0:
		p.burst = append(p.burst, e.Said)
	}
}

func hasEdit(effects []talk.Effect) bool {
	return slices.ContainsFunc(effects, func(e talk.Effect) bool { _, ok := e.(talk.Edit); return ok })
}
