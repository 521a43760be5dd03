// Command bot is Cek Loker: a Telegram bot that helps people check a job offer
// before they accept it.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"syscall"
	"time"

	"cekloker/internal/chat"
	"cekloker/internal/telegram"
)

func main() { os.Exit(runProgram(nil)) }

// runProgram runs the program in its real environment; only tests change that.
func runProgram(change func(*program)) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	relaxGC()
	go endSlowStop(ctx, os.Stderr)
	p := program{ctx: ctx, in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv, now: time.Now}
	if change != nil {
		change(&p)
	}
	log.SetOutput(redacting(p.secrets()...)(os.Stderr)) // what libraries log, such as net/http
	return p.run(os.Args[1:])
}

// program is everything of its environment that a command may use, so that tests can run
// commands without a process.
type program struct {
	ctx        context.Context
	in         io.Reader
	out, err   io.Writer
	env        func(string) string
	now        func() time.Time
	checkpoint func(at string)   // for tests: called where a crash would hurt; nil in the program
	budget     telegram.Budget   // for tests: instead of the usual one; zero in the program
	timeouts   telegram.Timeouts // for tests: instead of the usual ones; zero in the program
	limits     chat.Limits       // for tests: instead of the usual ones; zero in the program
	health     healthLimits      // for tests: instead of the usual ones; zero in the program
}

// errReported is the error of a command that has already printed what is wrong.
var errReported = errors.New("said already")

// Exit codes beside 0 and 1. Both say: start it again.
const (
	exitStuck = 3 // turns hang and cannot be ended
	exitSlow  = 4 // a stop took too long
)

// stopWithin is how long the program may live after SIGTERM, even when a disk or a
// command hangs. A supervisor kills after ten seconds.
const stopWithin = 9500 * time.Millisecond

// endSlowStop ends a process that does not end by itself once ctx is done.
func endSlowStop(ctx context.Context, out io.Writer) {
	<-ctx.Done()
	time.Sleep(stopWithin)
	fmt.Fprintln(out, "bot: the stop took too long and is cut short; what was not confirmed comes again")
	os.Exit(exitSlow)
}

// endStuck ends a stuck process after stopWithin, in case it does not end by itself.
func endStuck() { time.AfterFunc(stopWithin, func() { os.Exit(exitStuck) }) }

// run runs one command line and returns the exit code. Errors are one clear
// line; all output hides the token.
func (p program) run(args []string) int {
	hide := redacting(p.secrets()...)
	p.out, p.err = hide(p.out), hide(p.err)
	err := p.command(args)
	switch {
	case err == nil:
		return 0
	case !errors.Is(err, errReported):
		fmt.Fprintf(p.err, "bot: %v\n", err)
	}
	if errors.Is(err, chat.ErrStuck) || errors.Is(err, errDeadLoop) {
		return exitStuck
	}
	return 1
}
