// Package locales holds every sentence that the bot can send, in one file a language.
// Keys are flat and dotted; Indonesian is written first.
package locales

import "embed"

// FS is the sentences as they were when the program was built.
//
//go:embed *.yaml
var FS embed.FS
