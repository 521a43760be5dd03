package content

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"

	"cekloker/flows"
	"cekloker/internal/flow"
	"cekloker/internal/hear"
	"cekloker/internal/offer"
	"cekloker/internal/offer/contact"
	"cekloker/internal/refer"
	"cekloker/internal/talk"
	"cekloker/locales"
)

// contentFile is what files are read into.
type contentFile struct {
	glob string
	into reflect.Type
}

// readInto is what the files of flows are read into.
var readInto = []contentFile{
	{"flows/*/flow.yaml", reflect.TypeFor[flow.Flow]()},
	{"flows/cards/print.yaml", reflect.TypeFor[printFile]()},
	{"flows/channels/*.yaml", reflect.TypeFor[refer.Channel]()},
	{"flows/facts/facts.yaml", reflect.TypeFor[map[string]talk.Figure]()},
	{"flows/facts/sources.yaml", reflect.TypeFor[map[string]Source]()},
	{"flows/hear/answers.yaml", reflect.TypeFor[hear.AnswerFile]()},
	{"flows/hear/matters.yaml", reflect.TypeFor[hear.MatterFile]()},
	{"flows/hear/rules/*.yaml", reflect.TypeFor[hear.IntentFile]()},
	{"flows/hear/rules/danger/*.yaml", reflect.TypeFor[hear.IntentFile]()},
	{"flows/hear/typed.yaml", reflect.TypeFor[talk.Vocabulary]()},
	{"flows/hear/words.yaml", reflect.TypeFor[hear.WordSets]()},
	{"flows/judge/brands.yaml", reflect.TypeFor[[]offer.Brand]()},
	{"flows/judge/hosts.yaml", reflect.TypeFor[contact.Hosts]()},
	{"flows/judge/levels.yaml", reflect.TypeFor[offer.LevelRules]()},
	{"flows/judge/phrases/*.yaml", reflect.TypeFor[[]offer.Phrase]()},
	{"flows/judge/places.yaml", reflect.TypeFor[[]offer.Place]()},
	{"flows/judge/signals/*.yaml", reflect.TypeFor[offer.Signal]()},
	{"flows/judge/wages.yaml", reflect.TypeFor[offer.Wages]()},
	{"flows/judge/words.yaml", reflect.TypeFor[offer.WordLists]()},
	{"flows/offices/offices.yaml", reflect.TypeFor[[]refer.Office]()},
	{"flows/proof/evasions.yaml", reflect.TypeFor[[]Evasion]()},
	{"locales/languages.yaml", reflect.TypeFor[[]Language]()},
	{"locales/wording.yaml", reflect.TypeFor[wordingFile]()},
}

// Every key, every closed word and every name of something else in the whole
// content is misspelt once; every one is told at its file and line.
func TestEveryMisspeltWordIsToldAtItsPlace(t *testing.T) {
	t.Parallel()
	tree := wholeTree(t)
	var all, told atomic.Int64
	sites := sitesOf(t, tree)
	t.Run("all", func(t *testing.T) {
		for _, kinds := range together {
			batch := slices.DeleteFunc(slices.Clone(sites), func(s site) bool { return !slices.Contains(kinds, s.kind) })
			t.Run(strings.Join(kinds, ", "), func(t *testing.T) {
				t.Parallel()
				all.Add(int64(len(batch)))
				told.Add(int64(misspellAll(t, tree, batch)))
			})
		}
	})
	t.Logf("%d of %d misspelt words are told at their place", told.Load(), all.Load())
	if told.Load() != int64(len(sites)) || len(sites) < 20000 {
		t.Errorf("%d of %d misspelt words are told at their place", told.Load(), len(sites))
	}
}

// together lists which kinds of words are misspelt in one tree: none of them hides
// another.
var together = [][]string{
	{"keys", "sentences in en"},
	{"closed words", "sentences in id"},
	{"keys of languages"},
	{"keys around keys, depth 0"},
	{"keys around keys, depth 1", "keys around keys, depth 2"},
	{"references", "word sets", "what Go names"},
	{"names of conditions", "what ways are about"},
	{"words of conditions"},
	{"ways", "slots that are set"},
	{"values that are set"},
	{"ids of steps"},
	{"ids of choices"},
}

// misspellAll misspells the sites in one tree and counts those that
// are told.
func misspellAll(t *testing.T, tree fstest.MapFS, all []site) int {
	t.Helper()
	files := map[string][]string{}
	wrongly := make([]string, len(all))
	for _, i := range rightmostFirst(all) {
		s := all[i]
		if files[s.file] == nil {
			files[s.file] = strings.Split(string(tree[s.file].Data), "\n")
		}
		wrongly[i] = misspelt(s.word, s.known)
		write(files[s.file], s, wrongly[i])
	}
	broken := maps.Clone(tree)
	for name, lines := range files {
		broken[name] = &fstest.MapFile{Data: []byte(strings.Join(lines, "\n"))}
	}
	f, _ := fs.Sub(broken, "flows")
	l, _ := fs.Sub(broken, "locales")
	_, wrong := Load(f, l, "2026-11-24")
	at := map[string][]string{}
	for _, p := range wrong {
		place := fmt.Sprintf("%s:%d", p.File, p.Line)
		at[place] = append(at[place], p.What+" "+p.Do)
	}
	told := 0
	for i, s := range all {
		if slices.ContainsFunc(at[fmt.Sprintf("%s:%d", s.file, s.line)], func(text string) bool { return strings.Contains(text, wrongly[i]) }) {
			told++
			continue
		}
		t.Errorf("%s: %s:%d: nothing tells that %q is written %q", s.kind, s.file, s.line, s.word, wrongly[i])
	}
	return told
}

// rightmostFirst orders sites so that writing one does not move the next.
func rightmostFirst(all []site) []int {
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return all[b].column - all[a].column })
	return order
}

// misspelt swaps two letters, or drops or doubles one, so that no other known word
// comes out.
func misspelt(word string, known []string) string {
	var tries []string
	for i := 1; i+1 < len(word); i++ {
		tries = append(tries, word[:i]+word[i+1:i+2]+word[i:i+1]+word[i+2:])
	}
	if len(word) > 3 {
		tries = append(tries, word[:len(word)-1])
	}
	tries = append(tries, word+word[len(word)-1:])
	for _, w := range tries {
		if w != word && !slices.Contains(known, w) && !strings.Contains(w, "__") {
			return w
		}
	}
	return word + "x"
}

// write puts a misspelt word into a file. Text that goes over several lines begins
// after its key.
func write(lines []string, s site, wrong string) {
	for i := s.line - 1; i < len(lines); i++ {
		from := 0
		if i == s.line-1 {
			from = s.column - 1
		}
		if at := strings.Index(lines[i][from:], s.before+s.word); at >= 0 {
			at += from + len(s.before)
			lines[i] = lines[i][:at] + wrong + lines[i][at+len(s.word):]
			return
		}
	}
}

// wholeTree is the content in memory, in the folders flows and locales.
func wholeTree(t *testing.T) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	for dir, from := range map[string]fs.FS{"flows": flows.FS, "locales": locales.FS} {
		err := fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !slices.Contains([]string{".yaml", ".txt", ".jsonl"}, path.Ext(name)) {
				return err
			}
			data, err := fs.ReadFile(from, name)
			out[dir+"/"+name] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func sitesOf(t *testing.T, tree fstest.MapFS) []site {
	t.Helper()
	var all []site
	for _, r := range readInto {
		names, _ := fs.Glob(tree, r.glob)
		if len(names) == 0 {
			t.Fatalf("no file %s", r.glob)
		}
		for _, name := range names {
			var doc yaml.Node
			if err := yaml.Unmarshal(tree[name].Data, &doc); err != nil {
				t.Fatal(err)
			}
			s := sites{file: name}
			s.value(doc.Content[0], r.into, nil, 0)
			all = append(all, s.all...)
		}
	}
	return append(all, plainSites(tree)...)
}
