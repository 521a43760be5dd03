package closed

import (
	"fmt"
	"strings"
)

// mostListed is up to how many words a message lists.
const mostListed = 14

// Instead says what to write in place of an unknown word: the one that was
// probably meant, and all of them when they are few.
func Instead(word string, known []string) string {
	list := ""
	if len(known) > 0 && len(known) <= mostListed {
		list = "use one of " + strings.Join(known, ", ")
	}
	switch near := Near(word, known); {
	case near != "" && list != "":
		return fmt.Sprintf("did you mean %q? %s", near, list)
	case near != "":
		return fmt.Sprintf("did you mean %q?", near)
	case list != "":
		return list
	}
	return "fix the spelling or declare it"
}

// Near is the known word that differs least from word, "" when none is near: at
// most one letter in three, and at most two, are wrong, missing, doubled or
// swapped.
func Near(word string, known []string) string {
	const most = 2
	best, least := "", min(max(1, len(word)/3), most)+1
	for _, k := range known {
		if d := distance(word, k, least); d < least || d == least && best != "" && k < best {
			best, least = k, d
		}
	}
	return best
}

// longest is how many letters of a word are compared, after the common
// beginning.
const longest = 48

// distance counts the letters to change, add, drop or swap with their neighbour
// that make b of a; it stops when there are more than most. Only the places that
// so few changes can reach are looked at.
func distance(a, b string, most int) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	if len(a)-len(b) > most || len(b)-len(a) > most || len(a) >= longest || len(b) >= longest {
		return most + 1
	}
	var rows [3][longest + 1]int8
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = int8(j)
	}
	far := int8(most + 1)
	leastBefore := int8(0)
	for i := 1; i <= len(a); i++ {
		from, to := max(1, i-most), min(len(b), i+most)
		row[from-1], row[to+1] = far, far
		if from == 1 {
			row[0] = int8(i)
		}
		least := row[from-1]
		for j := from; j <= to; j++ {
			change := int8(1)
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least >= far && leastBefore >= far {
			return most + 1
		}
		leastBefore = least
		before, last, row = last, row, before
	}
	return int(last[len(b)])
}
