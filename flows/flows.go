// Package flows holds the content that is data: conversations, signals,
// channels, phrases, places, wages, facts, offers. Each piece has sources with
// dates and examples that run as tests. README.md beside this file says how to
// add one.
package flows

import "embed"

//go:generate go test . -run TablesOfTheReadme -update

// FS is the content as it was when the program was built.
//
//go:embed all:*
var FS embed.FS
