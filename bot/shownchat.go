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

// shownChat is a chat as the person sees it: a messenger that renders as the one of
// package telegram does, and shows messages instead of sending them.
type shownChat struct {
	*telegram.Messenger
	last  int64          // the id of the newest message of either side
	bot   map[int64]int  // the bot's messages in the chat: id, and number from 1
	count int            // the bot's messages so far
	shown []shownMessage // what came and changed since the last entry
	wrong error          // what Telegram would have refused
}

func newShownChat(speaker *say.Speaker, now func() time.Time) *shownChat {
	return &shownChat{Messenger: telegram.NewMessenger(nil, telegram.Identity{}, speaker, telegram.Budget{}, now), bot: map[int64]int{}}
}

// next returns the id for a new message.
func (p *shownChat) next() int64 {
	p.last++
	return p.last
}

// startEntry begins a new entry.
func (p *shownChat) startEntry() { p.shown = []shownMessage{} }

// entry returns the messages that came or changed since startEntry.
func (p *shownChat) entry() []shownMessage { return p.shown }

// Reserve never waits: nobody else writes.
func (p *shownChat) Reserve(chat.ID, chat.Call) time.Duration { return 0 }

// Deliver shows a call.
func (p *shownChat) Deliver(_ context.Context, _ chat.ID, c chat.Call) chat.Receipt {
	id, _ := strconv.ParseInt(c.Params["message_id"], 10, 64)
	switch c.Method {
	case "editMessageText", "sendMessage":
		return p.message(id, c)
	case "editMessageReplyMarkup": // removes the buttons of a question
		if i := p.find(p.bot[id]); i >= 0 {
			p.shown[i].Buttons = []string{}
		}
	case "deleteMessages":
		for _, gone := range c.Deletes {
			delete(p.bot, gone)
		}
	}
	return chat.Receipt{Outcome: chat.OutcomeDone}
}

// message shows a new message, or a changed one. A message that was deleted cannot be
// changed: it is sent as a new one.
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
	return chat.Receipt{Outcome: chat.OutcomeDone, Message: id, New: isNew}
}

func (p *shownChat) find(number int) int {
	return slices.IndexFunc(p.shown, func(m shownMessage) bool { return m.number == number })
}

// readShown returns the message of a call, without markup.
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
