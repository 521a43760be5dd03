package internal

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// policy says which packages of ours each package may import, and why. What is
// not named here may not be imported; a package that is not named may not exist.
var policy = map[string]map[string]string{
	"session": {},
	"cond":    {"closed": "which name was meant"},
	"closed":  {},
	"iso":     {"closed": "codes are declared words"},
	"words":   {},
	"flow":    {"cond": "steps have conditions", "closed": "words of flows"},
	"offer": {
		"closed": "words of the rules", "iso": "countries and currencies",
		"cond": "signals and levels are conditions", "words": "texts are words before they are facts",
		"offer/money": "pay out of words", "offer/contact": "phone numbers, addresses and links",
		"offer/learned": "what a text reads like as a whole",
	},
	"offer/money":   {"words": "sums are words"},
	"offer/contact": {"words": "numbers are read in the folded text"},
	"offer/learned": {"linear": "the model that learned"},
	"refer":         {"closed": "words of channels", "iso": "countries", "words": "places that people type are words"},
	"linear":        {"words": "texts are folded before they are features"},
	"hear":          {"closed": "words of what is heard", "words": "patterns of words", "linear": "the model that learned"},
	"talk": {
		"session": "a turn makes the next session", "flow": "what is asked next", "offer": "pasted offers", "offer/learned": "what reads like no offer", "refer": "contacts",
		"closed": "words of flows", "iso": "currencies of figures",
		"cond": "declares the names of the conditions", "words": "typed answers", "hear": "what a message wants",
	},
	"talkfile": {"talk": "moves are events", "session": "the language of a talk"},
	"say":      {"talk": "effects become words", "session": "languages"},
	"content": {
		"closed": "refuses what is not declared", "iso": "countries and currencies", "cond": "what conditions name",
		"flow": "conversations", "offer": "rules", "offer/learned": "the trained reader", "hear": "intents", "linear": "the trained models", "refer": "channels", "talk": "the book", "say": "sentences", "session": "languages", "words": "whether words are folded",
	},
	"store":    {"session": "what a case holds", "chat": "its record types only"},
	"chat":     {"talk": "takes turns", "session": "what is kept"},
	"telegram": {"card": "texts as pictures", "chat": "updates in, calls out", "talk": "events and effects", "say": "messages in words", "session": "languages"},
	"card":     {"talk": "texts that are passed on", "say": "texts in words", "session": "languages"},
	"localapi": {},
	"preview":  {"localapi": "the Telegram behind the page"},
	"console":  {"talk": "takes turns", "say": "messages in words", "session": "what is kept", "talkfile": "moves"},
	"hostile":  {},
	"talktest": {"session": "kept between turns", "content": "the book", "talkfile": "talks", "console": "plays moves"},
	"picture":  {},
	"posters":  {},
	"screens":  {"content": "all screens", "say": "screens in words", "session": "languages"},
	"measure":  {"linear": "models with authors left out", "offer/learned": "the same", "content": "the rules", "offer": "verdicts", "talk": "the conversation", "hear": "intents"},
	"ops":      {"chat": "implements its observer"},
}

// only names the one package that may import an outside library.
var only = map[string][]string{
	"github.com/expr-lang/expr":                          {"cond"},
	"go.yaml.in/yaml/v3":                                 {"content"},
	"go.etcd.io/bbolt":                                   {"store"},
	"github.com/go-telegram-bot-api/telegram-bot-api/v5": {"telegram"},
	"github.com/nicksnyder/go-i18n/v2":                   {"say"},
	"github.com/prometheus/client_golang":                {"ops"},
	"github.com/nyaruka/phonenumbers":                    {"offer/contact", "say", "content"},
	"mvdan.cc/xurls/v2":                                  {"offer/contact"},
	"golang.org/x/net/publicsuffix":                      {"offer/contact"},
	"golang.org/x/time/rate":                             {"telegram", "chat"},
	"golang.org/x/text":                                  {"words", "say"},
	"golang.org/x/sys":                                   {"hostile"},
	"github.com/makiuchi-d/gozxing":                      {"picture", "posters", "card"},
	"github.com/go-fonts/liberation":                     {"card"},
	"golang.org/x/image":                                 {"picture", "posters", "card"},
}

// pure packages touch nothing of the world: same input, same output.
var pure = []string{"session", "cond", "closed", "iso", "words", "flow", "offer", "offer/money", "offer/contact", "offer/learned", "refer", "linear", "hear", "talk", "say"}

// worldly are the packages of the standard library that pure ones do without.
// io/fs reads what it is handed and net/url only takes addresses apart.
var worldly = []string{"os", "net", "net/http", "log", "log/slog", "math/rand", "math/rand/v2", "crypto/rand", "sync", "runtime", "os/exec", "syscall"}

// excused names what a pure package may import all the same, and why.
var excused = map[string]map[string]string{
	"offer/contact": {"sync": "makes one costly pattern when it is first needed; it is the same each time"},
}

func TestPackagesImportOnlyWhatThePolicyAllows(t *testing.T) {
	t.Parallel()
	for dir, imports := range importsOf(t) {
		allowed, known := policy[dir]
		if !known {
			t.Errorf("internal/%s is not in the policy; add it with its imports and the reasons", dir)
			continue
		}
		for _, path := range imports {
			checkImport(t, dir, path, allowed)
		}
	}
}

func checkImport(t *testing.T, dir, path string, allowed map[string]string) {
	t.Helper()
	if ours, ok := strings.CutPrefix(path, "cekloker/"); ok {
		name := strings.TrimPrefix(ours, "internal/")
		if _, ok := allowed[name]; !ok || name == ours {
			t.Errorf("internal/%s imports %s, which the policy does not allow", dir, path)
		}
		return
	}
	if slices.Contains(pure, dir) && slices.Contains(worldly, path) && excused[dir][path] == "" {
		t.Errorf("internal/%s imports %s; it is pure and touches nothing of the world", dir, path)
	}
	if !strings.Contains(strings.Split(path, "/")[0], ".") {
		return
	}
	for library, users := range only {
		if path == library || strings.HasPrefix(path, library+"/") {
			if !slices.Contains(users, dir) {
				t.Errorf("internal/%s imports %s; only %v may", dir, path, users)
			}
			return
		}
	}
	t.Errorf("internal/%s imports %s, which the policy does not name", dir, path)
}

// importsOf reads the imports of all files that are no tests.
func importsOf(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		dir := filepath.ToSlash(filepath.Dir(path))
		out[dir] = append(out[dir], "")
		for _, i := range file.Imports {
			out[dir] = append(out[dir], strings.Trim(i.Path.Value, `"`))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for dir := range out {
		out[dir] = slices.DeleteFunc(out[dir], func(s string) bool { return s == "" })
	}
	return out
}

func TestPureCodeNeverAsksForTheTime(t *testing.T) {
	t.Parallel()
	for _, dir := range pure {
		files, err := filepath.Glob(dir + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			for _, call := range []string{"time.Now", "time.Since", "time.After", "go func"} {
				if contains(t, f, call) {
					t.Errorf("%s uses %s; the time comes in the event", f, call)
				}
			}
		}
	}
}

// A Telegram for a test is made with ForTest, so that every request of the whole
// suite is checked against the table of methods.
func TestEveryTelegramInATestChecksTheRequests(t *testing.T) {
	t.Parallel()
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, "_test.go") && contains(t, path, "localapi."+"New(") {
			t.Errorf("%s makes a Telegram that checks nothing; use localapi.ForTest", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestNoFileIsLongerThanFourHundredLines(t *testing.T) {
	t.Parallel()
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		if n := strings.Count(read(t, path), "\n"); n > 400 {
			t.Errorf("%s has %d lines: which idea is missing?", path, n)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func contains(t *testing.T, file, text string) bool { return strings.Contains(read(t, file), text) }

func read(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
