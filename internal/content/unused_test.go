package content_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"cekloker/flows"
	"cekloker/internal/content"
	"cekloker/locales"
)

// What nothing asks for and nobody comes to is a warning, and content with it is
// used all the same.
func TestWhatIsOfNoUseIsAWarning(t *testing.T) {
	t.Parallel()
	f, l := copyOf(t, flows.FS), copyOf(t, locales.FS)
	add := func(tree fstest.MapFS, file, text string) {
		before := ""
		if old := tree[file]; old != nil {
			before = string(old.Data)
		}
		tree[file] = &fstest.MapFile{Data: []byte(before + text)}
	}
	add(f, "lonely/flow.yaml", `
about: Nobody comes here.
steps:
  - {id: first, kind: screen, slot: lonely}
  - {id: twice, kind: screen, slot: lonely}
  - {id: last, kind: menu}
  - {id: behind, kind: menu}
`)
	for _, lang := range []string{"id", "en"} {
		add(l, "lonely."+lang+".yaml", "lonely.first: \"1 "+lang+"\"\nlonely.twice: \"2 "+lang+"\"\nlonely.last: \"3 "+lang+"\"\nlonely.behind: \"4 "+lang+"\"\nlonely.never: \"5 "+lang+"\"\n")
	}
	add(f, "facts/sources.yaml", "nobody26: {who: Nobody, date: \"2026\", url: \"https://example.org\"}\n")
	add(f, "judge/phrases/work.yaml", "- {id: nothing_said, says: [\"wholly unheard of\"], source: hyp}\n")
	f["hear/words.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(string(f["hear/words.yaml"].Data), "sets:\n", "sets:\n  unnamed: [nobody, nothing]\n", 1))}
	if _, wrong := content.Read(f, l, today); len(wrong) > 0 {
		t.Error(wrong)
	}
	c, _ := content.Load(f, l, today)
	for _, w := range [][2]string{
		{"flows/lonely/flow.yaml", ":1:1: nothing opens the flow lonely"},
		{"flows/lonely/flow.yaml", ":5:10: nobody comes to the step twice: first has always filled its slot"},
		{"flows/lonely/flow.yaml", ":7:10: nobody comes to the step behind: the flow always rests at last"},
		{"locales/lonely.en.yaml", ":5:15: nothing asks for the sentence lonely.never"},
		{"flows/facts/sources.yaml", "nothing cites the source nobody26"},
		{"flows/judge/phrases/work.yaml", "nothing looks for the phrase nothing_said"},
		{"flows/hear/words.yaml", "no pattern names the word set unnamed"},
	} {
		if !said(c.Unused, w[0], w[1]) {
			t.Errorf("no warning says %s: %s", w[0], w[1])
		}
	}
}
