package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"cekloker/internal/chat"
	"cekloker/internal/localapi"
	"cekloker/internal/say"
	"cekloker/internal/telegram"
)

// shownMessage is a message of the bot as the person reads it.
type shownMessage struct {
	Text    string   `json:"text"`
	Buttons []string `json:"buttons"`
	Edits   int      `json:"edits,omitempty"` // the message that it changes, counted from 1 over those of the bot

	number int
}

// shownChat is the chat as the person sees it: a wire that renders as the edge does
// and shows instead of sending.
type shownChat struct {
	*telegram.Messenger
	last  int64          // the id of the newest message of either side
	bot   map[int64]int  // the bot's messages that stand there: id, and number from 1
	count int            // the bot's messages so far
	shown []shownMessage // what came and changed since the last entry
	wrong error          // what Telegram would not have taken
}

func newShownChat(speaker *say.Speaker, now func() time.Time) *shownChat {
	return &shownChat{Messenger: telegram.NewMessenger(nil, telegram.Identity{}, speaker, telegram.Budget{}, now), bot: map[int64]int{}}
}

// next is the id of a message that comes now.
func (p *shownChat) next() int64 {
	p.last++
	return p.last
}

// startEntry begins a new entry.
func (p *shownChat) startEntry() { p.shown = []shownMessage{} }

// entry is what came and changed since then.
func (p *shownChat) entry() []shownMessage { return p.shown }

// Reserve is free: nobody else writes.
func (p *shownChat) Reserve(chat.ID, chat.Call) time.Duration { return 0 }

// Deliver shows a call.
func (p *shownChat) Deliver(_ context.Context, _ chat.ID, c chat.Call) chat.Receipt {
	id, _ := strconv.ParseInt(c.Params["message_id"], 10, 64)
	switch c.Method {
	case "editMessageText", "sendMessage":
		return p.message(id, c)
	case "editMessageReplyMarkup": // takes the buttons off a question
		if i := p.find(p.bot[id]); i >= 0 {
			p.shown[i].Buttons = []string{}
		}
	case "deleteMessages":
		for _, gone := range c.Deletes {
			delete(p.bot, gone)
		}
	}
	return chat.Receipt{Outcome: chat.Done}
}

// message shows a new message, or another text in one that stands there. What is
// there no more cannot be changed: it comes anew.
func (p *shownChat) message(id int64, c chat.Call) chat.Receipt {
	m, err := readShown(c)
	if err != nil {
		p.wrong = err
	}
	m.number = p.bot[id]
	m.Edits = m.number
	isNew := m.number == 0
	if isNew {
		id, p.count = p.next(), p.count+1
		p.bot[id], m.number = p.count, p.count
	}
	if i := p.find(m.number); i >= 0 { // changed before the person said more: one reply
		m.Edits = p.shown[i].Edits
		p.shown[i] = m
	} else {
		p.shown = append(p.shown, m)
	}
	return chat.Receipt{Outcome: chat.Done, Message: id, New: isNew}
}

func (p *shownChat) find(number int) int {
	return slices.IndexFunc(p.shown, func(m shownMessage) bool { return m.number == number })
}

// readShown takes Telegram's marks away.
func readShown(c chat.Call) (shownMessage, error) {
	m := shownMessage{Text: c.Params["text"], Buttons: []string{}}
	if c.Params["parse_mode"] != "" {
		text, err := localapi.Visible(m.Text)
		if err != nil {
			return m, fmt.Errorf("a reply that Telegram refuses: %w", err)
		}
		m.Text = text
	}
	var keyboard struct {
		Rows [][]struct {
			Text string `json:"text"`
		} `json:"inline_keyboard"`
	}
	if rows := c.Params["reply_markup"]; rows != "" {
		if err := json.Unmarshal([]byte(rows), &keyboard); err != nil {
			return m, fmt.Errorf("buttons that Telegram refuses: %w", err)
		}
	}
	for _, row := range keyboard.Rows {
		for _, b := range row {
			m.Buttons = append(m.Buttons, b.Text)
		}
	}
	return m, nil
}
