package content

import (
	"fmt"
	"strconv"
	"strings"

	"cekloker/internal/offer"
)

// Evasion is a dangerous offer in disguise: flows/proof/evasions.yaml. It must not be
// judged lower than the same offer in plain words.
type Evasion struct {
	ID          string      `yaml:"id,required"`
	Technique   string      `yaml:"technique,required"` // what was done to the plain text
	Undisguised string      `yaml:"plain,required"`     // the same offer in open words
	Level       offer.Level `yaml:"level,required"`     // of the plain text, at least
	Texts       []string    `yaml:"texts,required"`     // what is sent, in one message or several
	Source      []string    `yaml:"source,required" names:"source"`
	Miss        string      `yaml:"miss"` // why the rules miss it, "" when they find it; with a reason here the test expects the miss
}

// Whole joins the messages as Turn joins a burst.
func (e *Evasion) Whole() string { return strings.Join(e.Texts, "\n") }

func (l *loader) evasions() {
	const file = "flows/proof/evasions.yaml"
	l.decode("proof/evasions.yaml", &l.out.Evasions)
	seen := map[string]bool{}
	for i, e := range l.out.Evasions {
		if seen[e.ID] {
			l.bad(file, fmt.Sprintf("%d/id", i), fmt.Sprintf("evasion %q stands twice", e.ID), "rename one")
		}
		seen[e.ID] = true
		if e.Level < offer.LevelSomeSigns || e.Level > offer.LevelManySigns {
			l.bad(file, fmt.Sprintf("%d/level", i), fmt.Sprintf("the plain text of %s is judged at level %d, which nobody needs to evade", e.ID, e.Level), "write 2 or 3")
		}
	}
}

// proveEvasion judges the plain text and the disguised one.
func (l *loader) proveEvasion(i int, e *Evasion) {
	const file = "flows/proof/evasions.yaml"
	path := strconv.Itoa(i)
	rules := l.out.Rules // a text that is heard as news is not judged, which is what a disguise may want
	plain, hidden := rules.JudgeReading(rules.Read(e.Undisguised)), rules.JudgeReading(rules.Read(e.Whole()))
	if plain.Level < e.Level {
		l.bad(file, path+"/plain", fmt.Sprintf("the plain text of %s has level %d, expected %d; findings %v", e.ID, plain.Level, e.Level, ids(plain)), "fix the reading or the plain text")
	}
	low := hidden.Level < e.Level
	switch {
	case low && e.Miss == "":
		l.bad(file, path+"/texts", fmt.Sprintf("%s has level %d, its plain text %d; findings %v", e.ID, hidden.Level, plain.Level, ids(hidden)), "fix the reading, or list it with miss and the reason")
	case !low && e.Miss != "":
		l.bad(file, path+"/miss", fmt.Sprintf("%s is listed as a miss, but it is judged right now", e.ID), "take its miss out")
	}
}
