package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"cekloker/internal/picture"
	"cekloker/internal/refer"
	"cekloker/internal/store"
	"cekloker/internal/telegram"
)

// doctorCmd checks everything that can be wrong with an installation: data, keys, file
// modes, the age of content, the connection to Telegram, the clock.
type doctorCmd struct{}

func (doctorCmd) Run(p *program, s *settings) error {
	d := &doctor{p: p, s: s}
	d.folders()
	d.data()
	d.content()
	d.pictures()
	d.telegram()
	if d.wrong > 0 {
		fmt.Fprintf(p.out, "%d to fix\n", d.wrong)
		return errReported
	}
	fmt.Fprintln(p.out, "all is well")
	return nil
}

type doctor struct {
	p     *program
	s     *settings
	wrong int
}

func (d *doctor) ok(format string, args ...any) {
	fmt.Fprintf(d.p.out, "ok    "+format+"\n", args...)
}

func (d *doctor) bad(format string, args ...any) {
	d.wrong++
	fmt.Fprintf(d.p.out, "fix   "+format+"\n", args...)
}

// folders checks that nobody else may read data and keys, and that these are in
// different folders.
func (d *doctor) folders() {
	data, err1 := filepath.Abs(d.s.Data)
	keys, err2 := filepath.Abs(d.s.Keys)
	if err1 == nil && err2 == nil && (within(data, keys) || within(keys, data)) {
		d.bad("data and keys stand in one folder: a copy of it holds both; put the keys elsewhere with CEKLOKER_KEYS")
	}
	for _, dir := range []string{d.s.Data, d.s.Keys} {
		open := 0
		err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := e.Info()
			if err == nil && info.Mode().Perm()&0o077 != 0 {
				open++
				d.bad("%s has mode %v, others may open it; chmod go= %s", path, info.Mode().Perm(), path)
			}
			return err
		})
		switch {
		case errors.Is(err, fs.ErrNotExist):
			d.ok("the folder %s does not exist yet; bot serve makes it", dir)
		case err != nil:
			d.bad("%s cannot be read (%v); run as the user of the bot", dir, plainPath(err))
		case open == 0:
			d.ok("the folder %s: only its owner may open it", dir)
		}
	}
}

func within(dir, of string) bool {
	rel, err := filepath.Rel(of, dir)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, "../")
}

// data checks the store, or asks the bot that has it open.
func (d *doctor) data() {
	if _, err := os.Stat(d.s.Data); errors.Is(err, fs.ErrNotExist) { // folders has said so
		return
	}
	k, serving, done, err := openDataAdmin(d.s)
	if errors.Is(err, store.ErrKeysExposed) { // folders has said so
		return
	}
	if err != nil {
		d.bad("%v", err)
		return
	}
	defer done()
	f, err := k.Stats()
	if err != nil {
		d.bad("the data cannot be read: %v", err)
		return
	}
	who := "no bot serves"
	if serving {
		who = "a bot serves"
	}
	d.ok("data: %s; %d bytes, %d of them unused; %d cases, %d traces, %d unsent replies, %d preferences", who, f.Size, f.Free, f.Cases, f.Traces, f.Outbox, f.Prefs)
	if f.Damaged > 0 || f.Quarantined > 0 {
		d.bad("%d records could not be opened since the start, %d are set aside; look at the disk", f.Damaged, f.Quarantined)
	}
	if len(f.InvalidKeys) > 0 {
		d.bad("in the folder of day keys these are no keys: %s; what was sealed with them is lost, move them away", strings.Join(f.InvalidKeys, ", "))
	}
	if serving && !f.LastCompaction.IsZero() && d.p.now().Sub(f.LastCompaction) > 25*time.Hour {
		d.bad("last compacted %v ago; run bot compact and look at the log", d.p.now().Sub(f.LastCompaction).Round(time.Hour))
	}
	d.days(f.Days)
}

// days checks that no day key outlives its time.
func (d *doctor) days(days []string) {
	for _, day := range days {
		begins, err := time.Parse(time.DateOnly, day)
		if err == nil && d.p.now().Sub(begins) > 97*time.Hour+10*time.Minute {
			d.bad("the key of %s should be destroyed by now; a serving bot does it within ten minutes, or a day later while its clock is not confirmed", day)
		}
	}
	d.ok("keys: the master fits the data; %d day keys", len(days))
}

// content checks the content of the bot.
func (d *doctor) content() {
	got, err := d.s.load(d.p.today())
	if err != nil {
		d.bad("%v", err)
		return
	}
	if n := len(got.Aging); n > 0 {
		d.bad("%d pieces of content are past their review date; bot check lists them", n)
		return
	}
	d.ok("content is sound and within its review dates")
	unrung := 0
	for _, c := range got.Channels {
		if c.CalledOn == "" && c.Visibility != refer.ShowNever {
			unrung++
		}
	}
	if unrung > 0 {
		fmt.Fprintf(d.p.out, "note  %d of %d contacts were never rung or written to, which people read below their numbers; reach each once and set called_on in flows/channels\n", unrung, len(got.Channels))
	}
}

// pictures checks whether pictures can be read. A bot without Tesseract asks people to
// type what stands in them, so it is no fault.
func (d *doctor) pictures() {
	if err := picture.Available(d.p.ctx); err != nil {
		fmt.Fprintf(d.p.out, "note  %v; until then people are asked to type what stands in them\n", err)
		return
	}
	d.ok("pictures can be read")
}

// telegram asks who the bot is, and compares the clocks.
func (d *doctor) telegram() {
	ctx, cancel := context.WithTimeout(d.p.ctx, 10*time.Second)
	defer cancel()
	d.clock(ctx)
	token, err := d.p.token()
	switch {
	case err != nil:
		d.bad("%v", err)
		return
	case token == "":
		d.bad("there is no token; @BotFather gives one, TELEGRAM_BOT_TOKEN_FILE names the file that holds it. Without one: bot preview")
		return
	}
	me, err := telegram.NewClient(d.s.APIURL, token, telegram.Timeouts{}).Identify(ctx, 0, nil)
	if err != nil {
		d.bad("%v", err)
		return
	}
	d.ok("Telegram answers; the bot is @%s", me.Username)
}

// clockOff is how far the clock may be off: records and day keys expire by it.
const clockOff = time.Minute

func (d *doctor) clock(ctx context.Context) {
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, d.s.APIURL, nil)
	if err != nil {
		d.bad("TELEGRAM_API_URL is no address")
		return
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		d.bad("the Bot API server cannot be reached; check the network and TELEGRAM_API_URL")
		return
	}
	defer resp.Body.Close()
	there, err := http.ParseTime(resp.Header.Get("Date"))
	switch off := d.p.now().Sub(there).Round(time.Second); {
	case err != nil:
		d.ok("clock: the Bot API server names no time to compare with")
	case off.Abs() > clockOff:
		d.bad("the clock is off by %v; lives and keys go by it: turn on time synchronisation", off)
	default:
		d.ok("clock: within a minute of the Bot API server")
	}
}
