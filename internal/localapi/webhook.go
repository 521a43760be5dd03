package localapi

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// hook is a webhook: it posts updates, those of one line one after the other, and
// repeats those that are not answered with 2xx.
type hook struct {
	hookBehavior
	s      *Server
	url    string
	secret string
	slots  chan struct{} // one for each connection
	stop   chan struct{}
	client *http.Client
	failed atomic.Int64 // Unix seconds of the last delivery that failed, 0 for none

	mu    sync.Mutex
	lines map[string][]queued
}

// hookBehavior is how webhooks behave, see Webhook.
type hookBehavior struct {
	retry time.Duration
	twice func(update int64) bool
}

// Webhook sets how webhooks behave that are registered from now on: after which time a
// delivery that failed twice is repeated, doubled every time up to a minute, and which
// updates are delivered a second time although the first delivery was answered.
func (s *Server) Webhook(retry time.Duration, twice func(update int64) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.hooking = hookBehavior{retry, twice}
}

// webhook registers, removes or describes the webhook. s.mu is held.
func (s *Server) webhook(c Call) (any, *CallFailure) {
	if c.Method == "getWebhookInfo" {
		info := map[string]any{"url": "", "has_custom_certificate": false, "pending_update_count": len(s.queue.updates)}
		if s.hook != nil {
			info["url"] = s.hook.url
			if failed := s.hook.failed.Load(); failed != 0 {
				info["last_error_date"], info["last_error_message"] = failed, "Wrong response from the webhook: 503 Service Unavailable"
			}
		}
		return info, nil
	}
	address := c.Params["url"]
	if address != "" {
		at, err := url.Parse(address)
		if err != nil || at.Host == "" || at.Scheme != "https" && at.Hostname() != "127.0.0.1" {
			return nil, badRequest("bad webhook: An HTTPS URL must be provided for webhook")
		}
		if strings.Trim(c.Params["secret_token"], "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") != "" {
			return nil, badRequest("secret token contains unallowed characters")
		}
	}
	if s.hook != nil {
		close(s.hook.stop)
		s.hook = nil
	}
	if c.Params["drop_pending_updates"] == "true" {
		s.queue.updates = nil
	}
	s.subscribe(c)
	if address == "" {
		s.notifyWaiters(nil)
		return true, nil
	}
	if s.queue.poll != nil {
		close(s.queue.poll)
		s.queue.poll = nil
	}
	s.hook = newHook(s, c)
	for _, u := range s.queue.updates {
		s.hook.add(u)
	}
	s.notifyWaiters(nil)
	return true, nil
}

func newHook(s *Server, c Call) *hook {
	most, err := strconv.Atoi(c.Params["max_connections"])
	if err != nil {
		most = 40
	}
	how := s.queue.hooking
	if how.retry == 0 {
		how.retry = time.Second
	}
	return &hook{
		s: s, url: c.Params["url"], secret: c.Params["secret_token"], slots: make(chan struct{}, most), stop: make(chan struct{}),
		hookBehavior: how, lines: map[string][]queued{},
		client: &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: most}},
	}
}

// add queues an update behind those of its line.
func (h *hook) add(u queued) {
	h.mu.Lock()
	defer h.mu.Unlock()
	_, running := h.lines[u.line]
	h.lines[u.line] = append(h.lines[u.line], u)
	if !running {
		go h.deliver(u.line)
	}
}

// deliver delivers one line until it is empty.
func (h *hook) deliver(line string) {
	for {
		h.mu.Lock()
		if len(h.lines[line]) == 0 {
			delete(h.lines, line)
			h.mu.Unlock()
			return
		}
		u := h.lines[line][0]
		h.lines[line] = h.lines[line][1:]
		h.mu.Unlock()
		if !h.deliverUpdate(u) {
			return
		}
	}
}

// deliverUpdate delivers one update until it is answered with 2xx or too old. It returns
// false when the webhook was removed.
func (h *hook) deliverUpdate(u queued) bool {
	wait := time.Duration(0)
	for try := 0; ; try++ {
		after, ok := h.post(u)
		if ok && h.twice != nil && h.twice(u.id) {
			h.post(u)
		}
		h.s.mu.Lock()
		h.s.confirm(func(q queued) bool { return ok && q.id == u.id })
		if !ok {
			h.failed.Store(h.s.now().Unix())
		}
		gone := h.s.now().Sub(u.at) > 24*time.Hour
		h.s.mu.Unlock()
		if ok || gone {
			return true
		}
		if try > 0 {
			wait = min(max(2*wait, h.retry), time.Minute)
		}
		select {
		case <-time.After(max(wait, after)):
		case <-h.stop:
			return false
		}
	}
}

// post makes one delivery. after is the wait that the answer asks for.
func (h *hook) post(u queued) (after time.Duration, ok bool) {
	select {
	case h.slots <- struct{}{}:
		defer func() { <-h.slots }()
	case <-h.stop:
		return 0, false
	}
	r, err := http.NewRequest(http.MethodPost, h.url, bytes.NewReader(u.body))
	if err != nil {
		return 0, false
	}
	r.Header.Set("Content-Type", "application/json")
	if h.secret != "" {
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", h.secret)
	}
	resp, err := h.client.Do(r)
	if err != nil {
		return 0, false
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<16))
	seconds, _ := strconv.Atoi(resp.Header.Get("Retry-After"))
	return min(time.Duration(seconds)*time.Second, time.Hour), resp.StatusCode/100 == 2
}
