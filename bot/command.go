package main

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/kong"
)

// commands is the command line.
type commands struct {
	settings

	Run     startCmd   `cmd:"" uses:"content operator data listen ops telegram serve" default:"1" hidden:""`
	Serve   serveCmd   `cmd:"" uses:"content operator data listen ops telegram serve" help:"Serve Telegram. Needs TELEGRAM_BOT_TOKEN or TELEGRAM_BOT_TOKEN_FILE."`
	Preview previewCmd `cmd:"" uses:"content operator listen" help:"Serve a chat page in the browser, on this machine only."`
	Talk    talkCmd    `cmd:"" uses:"content operator" help:"Converse in the terminal."`
	Judge   judgeCmd   `cmd:"" uses:"content" help:"Judge one offer text, from a file or standard input."`
	Hear    hearCmd    `cmd:"" uses:"content" help:"Tell what a text is taken for, from the command line or standard input."`
	Train   trainCmd   `cmd:"" help:"Make the model that hears from the lines of the content folder."`
	Eval    evalCmd    `cmd:"" uses:"content" help:"Measure verdicts and hearing on labelled texts."`
	Check   checkCmd   `cmd:"" uses:"content" help:"Find all mistakes in the content."`
	Screens screensCmd `cmd:"" uses:"content operator" help:"Write every screen in every language as one page."`
	Cards   cardsCmd   `cmd:"" uses:"content" help:"Write all cards as pictures, for print and social media."`
	Corpus  corpusCmd  `cmd:"" help:"Offers that people sent to CEKLOKER_INBOX."`
	Content contentCmd `cmd:"" help:"The content the bot speaks with."`
	Compact compactCmd `cmd:"" uses:"data" help:"Rewrite the data file without deleted records; also while the bot serves."`
	Keys    keysCmd    `cmd:"" uses:"data" help:"The keys of the data."`
	Doctor  doctorCmd  `cmd:"" uses:"content data telegram" help:"Look at data, keys, modes, content, Telegram and the clock."`
	Health  healthCmd  `cmd:"" uses:"ops" help:"Ask a serving bot whether it is well."`
	Version versionCmd `cmd:"" uses:"content" help:"Print the versions of the program and of its content."`

	ReadPicture readPictureCmd `cmd:"" hidden:"" help:"Read one picture from standard input, in bounds of its own; bot starts itself so."`
}

// command parses and runs one command line.
func (p program) command(args []string) error {
	var c commands
	left := -1
	parser, err := kong.New(&c,
		kong.Name("bot"),
		kong.Description("Cek Loker helps people check a job offer before they accept it. With a token: bot serve; without one: bot preview. Each command says with --help what can be set."),
		kong.Writers(p.out, p.err),
		kong.Exit(func(code int) { left = code }),
		kong.Help(func(o kong.HelpOptions, ctx *kong.Context) error {
			for _, flag := range ctx.Model.Flags {
				flag.Hidden = !uses(ctx.Selected(), flag)
			}
			return kong.DefaultHelpPrinter(o, ctx)
		}),
		kong.KindMapper(reflect.Int, plainly("a whole number, such as 4096", strconv.Atoi)),
		kong.KindMapper(reflect.Float64, plainly("a number, such as 25", func(s string) (float64, error) { return strconv.ParseFloat(s, 64) })),
		kong.TypeMapper(reflect.TypeFor[time.Duration](), plainly("a time, such as 2m or 30s", time.ParseDuration)),
	)
	if err != nil {
		return err
	}
	for _, flag := range parser.Model.Flags {
		ignoreEmpty(flag)
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
		return fmt.Errorf("%s; see bot --help", plainFlag.Replace(err.Error()))
	}
	if err != nil {
		return err
	}
	if err := c.settings.check(); err != nil {
		return err
	}
	return parsed.Run(&p, &c.settings)
}

// plainFlag says in plain words what the library says in those of Go.
var plainFlag = strings.NewReplacer("bool value must be true, 1, yes, false, 0 or no but got", "write true or false instead of", ` value but got "EOL" (<EOL>)`, " behind it")

// uses reports whether a command uses a setting. Flags that are no settings belong to one
// command, or to all.
func uses(command *kong.Node, flag *kong.Flag) bool {
	of := flag.Tag.Get("of")
	for ; of != "" && command != nil; command = command.Parent {
		if command.Tag != nil && slices.Contains(strings.Fields(command.Tag.Get("uses")), of) {
			return true
		}
	}
	return of == ""
}

// plainly reads a value of a flag. What is wrong is said without the types of Go.
func plainly[T any](form string, parse func(string) (T, error)) kong.Mapper {
	return kong.MapperFunc(func(ctx *kong.DecodeContext, target reflect.Value) error {
		token, err := ctx.Scan.PopValue(form)
		if err != nil {
			return err
		}
		value, err := parse(token.String())
		if err != nil {
			return fmt.Errorf("%q is not %s", token.String(), form)
		}
		target.Set(reflect.ValueOf(value))
		return nil
	})
}

// ignoreEmpty makes an environment variable that is empty mean the default of its
// flag.
func ignoreEmpty(flag *kong.Flag) {
	flag.Tag.Envs = slices.DeleteFunc(flag.Tag.Envs, func(name string) bool {
		if os.Getenv(name) != "" {
			return false
		}
		flag.Help += " ($" + name + ")" // as the help of the library does for the others
		return true
	})
}
