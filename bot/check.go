package main

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"cekloker/internal/console"
	"cekloker/internal/content"
	"cekloker/internal/flow"
	"cekloker/internal/session"
	"cekloker/internal/talkfile"
)

// talks plays the talks of the content. A different reply is a mistake; a flow that no
// talk opens is a warning. With the root of a folder of content, replies are written
// anew there instead.
func talks(from fs.FS, c *content.Content, root string) (wrong, unproved []content.Problem) {
	files, _ := fs.Glob(from, "*/*.talk")
	passed := map[flow.ID]bool{}
	player := console.Player{Book: c.Book, Speaker: c.Speaker, Update: root != "", OnMove: func(s session.Session) {
		for _, id := range s.Stack {
			passed[flow.ID(id)] = true
		}
		id, _ := c.Book.CurrentStep(s)
		passed[id] = true
	}}
	for _, name := range files {
		if p := wrongIn(from, name, player, root); p != nil {
			wrong = append(wrong, *p)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(c.Flows)) {
		if own, _ := fs.Glob(from, string(id)+"/*.talk"); len(own) == 0 && !passed[id] {
			unproved = append(unproved, content.Problem{File: "flows/" + string(id) + "/flow.yaml", Line: 1, Column: 1, What: fmt.Sprintf("no talk comes to the flow %s", id), Do: "write one beside it, see bot talk --record"})
		}
	}
	return wrong, unproved
}

// wrongIn plays one talk and returns its mistake, nil for none.
func wrongIn(from fs.FS, name string, player console.Player, root string) *content.Problem {
	p := &content.Problem{File: path.Join("flows", name), Line: 1, Column: 1, Do: "fix the talk"}
	data, err := fs.ReadFile(from, name)
	if err != nil {
		p.What = "the file cannot be read"
		return p
	}
	talk, err := talkfile.Parse(string(data))
	if err == nil {
		var differs *console.Difference
		if differs, err = player.Replay(talk); differs != nil {
			p.Line = differs.Move.Line
			p.What = fmt.Sprintf("after %q the talk says %q, the bot says %q", opening(differs.Move.Text), differs.Talk, differs.Line)
			p.Do = "fix the content, or write what the bot says into the talk: bot check --update"
			return p
		}
		if err == nil && root != "" && talk.String() != string(data) {
			err = plainPath(os.WriteFile(filepath.Join(root, "flows", filepath.FromSlash(name)), []byte(talk.String()), 0o644))
		}
	}
	if err != nil {
		p.What = err.Error()
		var line int
		if _, after, ok := strings.Cut(p.What, "line "); ok {
			if n, _ := fmt.Sscanf(after, "%d", &line); n == 1 {
				p.Line = line
			}
		}
		return p
	}
	return nil
}

// opening returns the beginning of a text, enough to recognise it.
func opening(text string) string {
	const most = 40
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "..."
	}
	return text
}
