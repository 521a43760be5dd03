package main

import (
	"context"
	"slices"
	"sync"
	"time"

	"cekloker/internal/chat"
	"cekloker/internal/talk"
)

// operatorActions does what operators ask of the program, and /angka, which anybody may
// ask for. Each use is logged by its name, without the person and the text.
type operatorActions struct {
	v     serveConfig
	began time.Time

	mu     sync.Mutex
	paused []string
	chats  *chat.Service
}

func newOperatorActions(v serveConfig) (*operatorActions, error) {
	paused, err := v.store.Paused()
	return &operatorActions{v: v, began: v.now(), paused: paused}, err
}

// Paused returns the flows that are paused.
func (o *operatorActions) Paused() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.paused
}

// Operate does what is asked and returns the answer.
func (o *operatorActions) Operate(wish talk.Operate) talk.Message {
	if wish.What != talk.OperateCounts {
		o.v.monitor.LogDone("operator", "command", wish.What)
	}
	switch wish.What {
	case talk.OperateCounts:
		return o.sumFigures()
	case talk.OperateStatus:
		return o.status()
	case talk.OperatePause, talk.OperateResume:
		return o.setPaused(wish)
	}
	return message("admin.unknown")
}

func message(id talk.SentenceID) talk.Message { return talk.Message{Blocks: []talk.Block{{ID: id}}} }

// setPaused pauses or resumes a flow. The change is on disk before it takes effect.
func (o *operatorActions) setPaused(wish talk.Operate) talk.Message {
	o.mu.Lock()
	defer o.mu.Unlock()
	next := slices.DeleteFunc(slices.Clone(o.paused), func(f string) bool { return f == wish.Of })
	id := talk.SentenceID("admin.resumed")
	if wish.What == talk.OperatePause {
		next, id = append(next, wish.Of), "admin.paused"
	}
	if err := o.v.store.SetPaused(next, o.v.now()); err != nil {
		o.v.monitor.Failed("pause", err)
		return message("admin.failed")
	}
	o.paused = next
	return talk.Message{Blocks: []talk.Block{{ID: id, Args: talk.Args{"flow": talk.WordsArg(wish.Of)}}}}
}

// status describes the state of the bot in numbers.
func (o *operatorActions) status() talk.Message {
	h := o.v.monitor.Health()
	id := talk.SentenceID("admin.status.well")
	if h.Stuck != "" || len(h.Faults) > 0 {
		id = "admin.status.unwell"
	}
	number := func(id talk.SentenceID, n int) talk.Item {
		return talk.Item{ID: id, Args: talk.Args{"n": talk.NumberArg(n)}}
	}
	unsent := o.chats.TotalBacklog()
	f, err := o.v.store.Stats()
	if err != nil {
		o.v.monitor.Failed("status", err)
		return message("admin.failed")
	}
	return talk.Message{Blocks: []talk.Block{{ID: id, Lines: []talk.Item{
		number("admin.status.hours", int(o.v.now().Sub(o.began).Hours())),
		number("admin.status.cases", f.Cases),
		number("admin.status.unsent", unsent.Calls),
		number("admin.status.oldest", int(unsent.Oldest.Seconds())),
		number("admin.status.damaged", int(f.Damaged)),
		number("admin.status.megabytes", int(f.Size>>20)),
		number("admin.status.aging", h.Overdue),
		number("admin.status.paused", len(o.Paused())),
	}}}}
}

// figuresDays is how many whole days /angka sums up: in the numbers of a single day one
// more person could be noticed.
const figuresDays = 7

// minShown is the smallest number that is shown, and roundTo the step of rounding: a small
// or exact number could tell that one particular person used the bot.
const (
	minShown = 10
	roundTo  = 5
)

// shownFigures are the counters that anybody may see.
var shownFigures = []string{"offer_read", "verdict_l3", "verdict_l2", "verdict_l1", "verdict_l0", "door_family", "safeword", "useful_yes", "useful_no"}

// sumFigures sums up the counters of the last whole days.
func (o *operatorActions) sumFigures() talk.Message {
	to := o.v.now().AddDate(0, 0, -1)
	n, err := o.v.store.Counts(to.AddDate(0, 0, 1-figuresDays), to)
	if err != nil {
		o.v.monitor.Failed("figures", err)
		return message("admin.failed")
	}
	b := talk.Block{ID: "figures.title", Args: talk.Args{"days": talk.NumberArg(figuresDays)}}
	for _, name := range shownFigures {
		b.Lines = append(b.Lines, figureItem(name, n[name]))
	}
	b.Lines = append(b.Lines, campaignItems(o.v.content.Book.Campaigns, n)...)
	about := talk.Item{ID: "figures.version", Args: talk.Args{"version": talk.WordsArg(o.v.content.Version)}}
	return talk.Message{Blocks: []talk.Block{b, {ID: "figures.note", Lines: []talk.Item{about}}}}
}

// campaignItems are the campaigns with enough uses; the others are not named at all.
func campaignItems(codes []string, n map[string]int) []talk.Item {
	var out []talk.Item
	for _, code := range append(slices.Clone(codes), talk.OtherCampaign) {
		if used := n[talk.CampaignCount(code)]; used >= minShown {
			out = append(out, talk.Item{ID: "figures.campaign", Args: talk.Args{"code": talk.WordsArg(code), "n": rounded(used)}})
		}
	}
	return out
}

func rounded(n int) talk.NumberArg { return talk.NumberArg((n + roundTo/2) / roundTo * roundTo) }

func figureItem(name string, n int) talk.Item {
	what := talk.SentenceArg("figures." + name)
	if n < minShown {
		return talk.Item{ID: "figures.few", Args: talk.Args{"what": what}}
	}
	return talk.Item{ID: "figures.line", Args: talk.Args{"what": what, "n": rounded(n)}}
}

// saveCounts writes the counters of the day to disk, every minute and at the end.
func (o *operatorActions) saveCounts(ctx context.Context) {
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for ctx.Err() == nil {
		select {
		case <-tick.C:
		case <-ctx.Done():
		}
		counts := o.v.monitor.TakeCounts()
		if len(counts) == 0 {
			continue
		}
		if err := o.v.store.AddCounts(counts, o.v.now()); err != nil {
			o.v.monitor.Failed("counts", err)
			for name, n := range counts {
				o.v.monitor.AddCounts(name, n)
			}
		}
	}
}
