package localapi

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// maxResults is how many results one answer to an inline query may have.
const maxResults = 50

// inline is the state of inline queries.
type inline struct {
	last    int64
	waiting map[string]*inlineRequest
	cache   map[string]cached
}

// inlineRequest is an inline query that waits for its answer.
type inlineRequest struct {
	since  time.Time
	query  string
	who    int64
	answer chan InlineAnswer
}

type cached struct {
	answer InlineAnswer
	until  time.Time
}

// InlineAnswer is the answer to an inline query as the person sees it.
type InlineAnswer struct {
	Results  []InlineResult
	Personal bool
	Start    string // the parameter of the start link in the button above, "" for no button
}

// InlineResult is one result.
type InlineResult struct {
	ID, Title, Description string
	HTML                   string
}

// Inline sends an inline query from the input field of any chat.
func (p Person) Inline(ctx context.Context, query string) (InlineAnswer, error) {
	s := p.s
	s.mu.Lock()
	for _, key := range [...]string{query, fmt.Sprint(query, " ", p.id)} {
		if c, ok := s.inline.cache[key]; ok && s.now().Before(c.until) {
			s.mu.Unlock()
			return c.answer, nil
		}
	}
	s.inline.last++
	id := strconv.FormatInt(s.inline.last, 10)
	a := &inlineRequest{since: s.now(), query: query, who: p.id, answer: make(chan InlineAnswer, 1)}
	s.inline.waiting[id] = a
	s.push("inline_query", fmt.Sprint("inline ", p.id), map[string]any{
		"id": id, "from": p.shape(), "query": query, "offset": "", "chat_type": "private",
	})
	s.mu.Unlock()
	select {
	case got := <-a.answer:
		return got, nil
	case <-ctx.Done():
		return InlineAnswer{}, ctx.Err()
	}
}

// answerInline takes the answer to an inline query. s.mu is held.
func (s *Server) answerInline(c Call) (any, *CallFailure) {
	id := c.Params["inline_query_id"]
	a := s.inline.waiting[id]
	if a == nil || s.now().Sub(a.since) > updateLife["inline_query"] {
		return nil, badRequest("query is too old and response timeout expired or query ID is invalid")
	}
	var results []struct {
		ID, Title, Description string
		Content                struct {
			Text string `json:"message_text"`
			Mode string `json:"parse_mode"`
		} `json:"input_message_content"`
	}
	if json.Unmarshal([]byte(c.Params["results"]), &results) != nil || len(results) > maxResults {
		return nil, badRequest("RESULTS_TOO_MUCH")
	}
	out := InlineAnswer{Personal: c.Params["is_personal"] == "true"}
	seen := map[string]bool{}
	for _, r := range results {
		if seen[r.ID] {
			return nil, badRequest("RESULT_ID_DUPLICATE")
		}
		seen[r.ID] = true
		if refused := checkText(r.Content.Text, r.Content.Mode); refused != nil {
			return nil, refused
		}
		out.Results = append(out.Results, InlineResult{r.ID, r.Title, r.Description, r.Content.Text})
	}
	if b := c.Params["button"]; b != "" {
		var button struct {
			Start string `json:"start_parameter"`
		}
		_ = json.Unmarshal([]byte(b), &button) // the table has checked it already
		out.Start = button.Start
	}
	seconds := 300
	if n, err := strconv.Atoi(c.Params["cache_time"]); err == nil {
		seconds = n
	}
	key := a.query
	if out.Personal {
		key = fmt.Sprint(a.query, " ", a.who)
	}
	s.inline.cache[key] = cached{out, s.now().Add(time.Duration(seconds) * time.Second)}
	delete(s.inline.waiting, id)
	a.answer <- out
	s.notifyWaiters(nil)
	return true, nil
}
