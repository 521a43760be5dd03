package main

import (
	"fmt"
	"math"
	"net"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"cekloker/internal/store"
)

// settings can be given as flags or in the environment, where an empty variable means
// the default. The token is not among them: flags are visible in the list of processes.
// The tag of says which commands use a setting: those whose tag uses names it.
type settings struct {
	Data          string        `of:"data" env:"CEKLOKER_DATA" default:"data" help:"Folder of the sealed records."`
	Keys          string        `of:"data" env:"CEKLOKER_KEYS" default:"keys" help:"Folder of the keys, apart from the data."`
	MaxData       int           `of:"data" env:"CEKLOKER_MAX_DATA_MB" default:"4096" help:"Largest size of the data file in megabytes; full, the bot takes no update until there is room."`
	Content       string        `of:"content" env:"CEKLOKER_CONTENT" placeholder:"DIR" help:"Folder with complete flows/ and locales/ instead of the built-in ones."`
	Listen        string        `of:"listen" env:"CEKLOKER_LISTEN" default:"127.0.0.1:8080" help:"Address of the preview or the webhook."`
	OpsListen     string        `of:"ops" env:"CEKLOKER_OPS_LISTEN" default:"127.0.0.1:9090" help:"Address of health and metrics, or none."`
	APIURL        string        `of:"telegram" name:"api-url" env:"TELEGRAM_API_URL" default:"https://api.telegram.org" help:"Bot API server."`
	StartWithin   time.Duration `of:"serve" env:"CEKLOKER_START_WITHIN" default:"2m" help:"How long a start waits for a Bot API server that does not answer yet."`
	Sending       float64       `of:"serve" env:"CEKLOKER_SENDING" default:"25" help:"Messages a second to all chats together; Telegram's documented limit is about 30."`
	WebhookURL    string        `of:"serve" env:"CEKLOKER_WEBHOOK_URL" placeholder:"URL" help:"Public address of the webhook; empty for long polling."`
	WebhookSecret string        `of:"serve" env:"CEKLOKER_WEBHOOK_SECRET_FILE" placeholder:"FILE" help:"File with the webhook's secret."`
	AdminIDs      string        `of:"serve" name:"admin-ids" env:"CEKLOKER_ADMIN_IDS" placeholder:"IDS" help:"Telegram ids of operators, separated by commas."`
	Operator      string        `of:"operator" env:"CEKLOKER_OPERATOR" placeholder:"NAME" help:"Who runs this bot, shown in the privacy text."`
	Inbox         string        `of:"operator" env:"CEKLOKER_INBOX" placeholder:"WHERE" help:"Where people may send an offer that helps others: a public @username of Telegram or a mail address."`
	Country       string        `of:"operator" env:"CEKLOKER_COUNTRY" placeholder:"NAME" help:"Country of the operator, shown in the privacy text."`
}

// inbox is a username of Telegram or a mail address.
var inbox = regexp.MustCompile(`^(@[A-Za-z][A-Za-z0-9_]{4,31}|[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)$`)

// check refuses settings that make no sense, in one line that says what to do.
func (s *settings) check() error {
	const maxMegabytes = 1 << 20
	switch {
	case !(s.Sending > 0) || math.IsInf(s.Sending, 0):
		return fmt.Errorf("CEKLOKER_SENDING is %v messages a second; give a number above 0, such as 25", s.Sending)
	case s.MaxData <= 0 || s.MaxData > maxMegabytes:
		return fmt.Errorf("CEKLOKER_MAX_DATA_MB is %d megabytes; give a number from 1 to %d, such as 4096", s.MaxData, maxMegabytes)
	case s.StartWithin < 0:
		return fmt.Errorf("CEKLOKER_START_WITHIN is %v; give a time such as 2m, or 0s not to wait", s.StartWithin)
	}
	if s.Inbox != "" && !inbox.MatchString(s.Inbox) {
		return fmt.Errorf("CEKLOKER_INBOX is %q; give a public address, such as @CekLokerTerima or terima@example.org", s.Inbox)
	}
	if _, err := parseOperators(s.AdminIDs); err != nil {
		return err
	}
	return checkAPIURL(s.APIURL)
}

// opsListen is the address of health and metrics, "" for none.
func (s *settings) opsListen() string {
	if s.OpsListen == "none" {
		return ""
	}
	return s.OpsListen
}

// store returns the options of the store.
func (s *settings) store() store.Options {
	return store.Options{Data: s.Data, Keys: s.Keys, MaxSize: s.MaxData << 20}
}

// parseOperators reads a list of Telegram ids.
func parseOperators(list string) (map[int64]bool, error) {
	out := map[int64]bool{}
	for _, part := range strings.Split(list, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		id, err := strconv.ParseInt(part, 10, 64)
		if err != nil || id <= 0 {
			return nil, fmt.Errorf("CEKLOKER_ADMIN_IDS holds %q, which is not the Telegram id of a person; give numbers, separated by commas", part)
		}
		out[id] = true
	}
	return out, nil
}

// checkAPIURL refuses an address over which others could read the token: plain http is
// for this machine only.
func checkAPIURL(address string) error {
	at, err := url.Parse(address)
	switch {
	case err != nil, at.Host == "", at.Scheme != "https" && at.Scheme != "http":
		return fmt.Errorf("TELEGRAM_API_URL is not an address; give one such as https://api.telegram.org")
	case at.Scheme == "http" && !isLoopback(at.Hostname()):
		return fmt.Errorf("TELEGRAM_API_URL is plain http to another machine, and everybody on the way could read the token; give an https address, or one on this machine such as http://127.0.0.1:8081")
	}
	return nil
}

// isLoopback reports whether a host is this machine.
func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
