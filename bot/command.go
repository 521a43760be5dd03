package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/alecthomas/kong"
)

// settings can be given as flags or in the environment. The token is not among
// them: a flag shows in the list of processes.
type settings struct {
	Data          string        `env:"CEKLOKER_DATA" default:"data" help:"Folder of the sealed records."`
	Keys          string        `env:"CEKLOKER_KEYS" default:"keys" help:"Folder of the keys, apart from the data."`
	MaxData       int           `env:"CEKLOKER_MAX_DATA_MB" default:"4096" help:"Largest size of the data file in megabytes; full, the bot takes no update until there is room."`
	Content       string        `env:"CEKLOKER_CONTENT" help:"Folder with complete flows/ and locales/ instead of the built-in ones."`
	Listen        string        `env:"CEKLOKER_LISTEN" default:"127.0.0.1:8080" help:"Address of the preview or the webhook."`
	OpsListen     string        `env:"CEKLOKER_OPS_LISTEN" default:"127.0.0.1:9090" help:"Address of health and metrics; empty for none."`
	APIURL        string        `name:"api-url" env:"TELEGRAM_API_URL" default:"https://api.telegram.org" help:"Bot API server."`
	StartWithin   time.Duration `env:"CEKLOKER_START_WITHIN" default:"2m" help:"How long a start waits for a Bot API server that does not answer yet."`
	Sending       float64       `env:"CEKLOKER_SENDING" default:"25" help:"Messages a second to all chats together; Telegram's documented limit is about 30."`
	WebhookURL    string        `env:"CEKLOKER_WEBHOOK_URL" help:"Public address of the webhook; empty for long polling."`
	WebhookSecret string        `env:"CEKLOKER_WEBHOOK_SECRET_FILE" help:"File with the webhook's secret."`
	AdminIDs      string        `name:"admin-ids" env:"CEKLOKER_ADMIN_IDS" help:"Telegram ids of operators, separated by commas."`
	Operator      string        `env:"CEKLOKER_OPERATOR" help:"Who runs this bot, shown in the privacy text."`
	Country       string        `env:"CEKLOKER_COUNTRY" help:"Country of the operator, shown in the privacy text."`
}

// commands is the command line.
type commands struct {
	settings

	Run     startCmd   `cmd:"" default:"1" hidden:""`
	Serve   serveCmd   `cmd:"" help:"Serve Telegram. Needs TELEGRAM_BOT_TOKEN or TELEGRAM_BOT_TOKEN_FILE."`
	Preview previewCmd `cmd:"" help:"Serve a chat page in the browser, on this machine only."`
	Talk    talkCmd    `cmd:"" help:"Converse in the terminal."`
	Judge   judgeCmd   `cmd:"" help:"Judge one offer text, from a file or standard input."`
	Hear    hearCmd    `cmd:"" help:"Tell what utterances are heard as, JSON lines."`
	Eval    evalCmd    `cmd:"" help:"Measure verdicts and hearing on labelled texts."`
	Check   checkCmd   `cmd:"" help:"Find all mistakes in the content."`
	Screens screensCmd `cmd:"" help:"Write every screen in every language as one page."`
	Content contentCmd `cmd:"" help:"The content the bot speaks with."`
	Compact compactCmd `cmd:"" help:"Rewrite the data file without deleted records; also while the bot serves."`
	Keys    keysCmd    `cmd:"" help:"The keys of the data."`
	Doctor  doctorCmd  `cmd:"" help:"Look at data, keys, modes, content, Telegram and the clock."`
	Health  healthCmd  `cmd:"" help:"Ask a serving bot whether it is well."`
	Version versionCmd `cmd:"" help:"Print the version."`
}

// command parses and runs one command line.
func (p program) command(args []string) error {
	var c commands
	left := -1
	parser, err := kong.New(&c,
		kong.Name("bot"),
		kong.Description("Cek Loker helps people check a job offer before they accept it. With a token: bot serve; without one: bot preview."),
		kong.Writers(p.out, p.err),
		kong.Exit(func(code int) { left = code }),
		kong.UsageOnError(),
	)
	if err != nil {
		return err
	}
	parsed, err := parser.Parse(args)
	if left >= 0 {
		if left == 0 {
			return nil
		}
		return errReported
	}
	var bad *kong.ParseError
	if errors.As(err, &bad) {
		return fmt.Errorf("%w; see bot --help", err)
	}
	if err != nil {
		return err
	}
	return parsed.Run(&p, &c.settings)
}
