// Package flows holds the content that is data: conversations, signals,
// channels, phrases, places, wages, facts, offers. Each piece has sources with
// dates and examples that run as tests. README.md beside this file says how to
// add one, REFERENCE.md which keys and words there are.
package flows

import "embed"

//go:generate go test . -run TablesOfTheReadme -update
//go:generate go test ../internal/content -run Reference|Schemas -update

// FS is the content as it was when the program was built.
//
//go:embed all:*
var FS embed.FS
