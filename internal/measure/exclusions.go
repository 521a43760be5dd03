package measure

import (
	_ "embed"
	"fmt"
	"strings"
)

// nosign lists harmful offers whose text has no sign at all, one per line: the id, then
// the reason. The texts are not included, since they belong to others.
//
//go:embed nosign.txt
var nosign string

// Exclusions are the reasons for which ids are left out of the second count.
type Exclusions map[string]string

// ReadExclusions returns the project's own list. They must be judged "not enough
// information", with the advice to look on the company's own site.
func ReadExclusions() (Exclusions, error) {
	out := Exclusions{}
	for n, line := range strings.Split(nosign, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		id, reason, _ := strings.Cut(line, " ")
		if reason = strings.TrimSpace(reason); reason == "" {
			return nil, fmt.Errorf("nosign.txt:%d: %s has no reason; say why its text holds no sign", n+1, id)
		}
		if _, twice := out[id]; twice {
			return nil, fmt.Errorf("nosign.txt:%d: %s stands there twice; take one out", n+1, id)
		}
		out[id] = reason
	}
	return out, nil
}
