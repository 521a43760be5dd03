package content

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing/fstest"
)

// plainSites collects the sites of the files that are not YAML, and the ids of
// sentences: once in one language, once those that Go names in all.
func plainSites(tree fstest.MapFS) []site {
	var all []site
	names, _ := fs.Glob(tree, "flows/proof/offers/*.txt")
	for _, name := range names {
		header, _, _ := strings.Cut(string(tree[name].Data), "\n\n")
		for i, line := range strings.Split(header, "\n") {
			key, value, _ := strings.Cut(line, " ")
			all = append(all, site{file: name, word: key, kind: "keys", line: i + 1, column: 1, known: headerKeys})
			for _, word := range strings.Fields(value) {
				if slices.Contains([]string{"kind", "lang", "trouble", "signals", "never", "from"}, key) {
					all = append(all, site{file: name, word: word, kind: "closed words", line: i + 1, column: len(key) + 2, known: []string{"is", "no"}})
				}
			}
		}
	}
	for _, half := range [...]string{TuneHalf, CheckHalf} {
		name := "flows/proof/utterances/" + half + ".jsonl"
		for i, line := range strings.Split(string(tree[name].Data), "\n") {
			for _, key := range [...]string{"label", "lang"} {
				marked := fmt.Sprintf("%q: \"", key)
				if at := strings.Index(line, marked); at >= 0 {
					word, _, _ := strings.Cut(line[at+len(marked):], `"`)
					all = append(all, site{file: name, word: word, kind: "closed words", line: i + 1, column: at + len(marked) + 1, known: []string{"di"}})
				}
			}
		}
	}
	return append(all, sentenceSites(tree)...)
}

func sentenceSites(tree fstest.MapFS) []site {
	var all []site
	for _, lang := range [...]string{"id", "en"} {
		names, _ := fs.Glob(tree, "locales/*."+lang+".yaml")
		for _, name := range names {
			for i, line := range strings.Split(string(tree[name].Data), "\n") {
				id, _, ok := strings.Cut(line, ":")
				if !ok || id == "" || strings.HasPrefix(line, " ") || strings.HasPrefix(line, "#") {
					continue
				}
				all = append(all, site{file: name, word: strings.Trim(id, `"`), kind: "sentences in " + lang, line: i + 1, column: 1})
			}
		}
	}
	return all
}
