package talk

import "slices"

var (
	menuButton = Button{Label: "common.menu", Tap: OpenTap("menu", "")}
	exitButton = Button{Label: "common.exit", Tap: OpenTap("exit", "")}
)

// lastRows are the rows that end a screen: the menu behind the given buttons, and the
// exit alone in the last row, in the same place everywhere.
func lastRows(before ...Button) [][]Button {
	return [][]Button{append(before, menuButton), {exitButton}}
}

// beforeMenu is where a row goes that shall stand above the menu, or above the exit
// where there is no menu.
func beforeMenu(rows [][]Button) int {
	at := slices.IndexFunc(rows, func(row []Button) bool { return slices.ContainsFunc(row, isMenu) })
	if at < 0 {
		return max(len(rows)-1, 0)
	}
	return at
}

func isMenu(b Button) bool { return b.Tap.Open == menuButton.Tap.Open }

// stays makes the buttons of a message open new messages: what a person needs to keep, a
// verdict or numbers, is never edited away by the next tap. The exit deletes it.
func (m Message) stays() Message {
	rows := make([][]Button, len(m.Rows))
	for i, row := range m.Rows {
		rows[i] = slices.Clone(row)
		for j, b := range row {
			rows[i][j].Tap.Below = b.Tap.Open != "" && b.Tap.Open != "exit"
		}
	}
	m.Rows = rows
	return m
}

// holdsNumbers reports whether contacts stand in a message.
func (m Message) holdsNumbers() bool { return slices.ContainsFunc(m.Blocks, isContact) }
