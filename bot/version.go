package main

import (
	"io/fs"
	"runtime/debug"
	"strings"
	"testing/fstest"
)

// stamped is the version that a build was given:
// go build -ldflags "-X main.stamped=$(git describe --tags --always --dirty)".
var stamped string

// version is the stamped version, the module's, or the commit it was built from.
func version() string {
	if stamped != "" {
		return stamped
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value[:min(len(s.Value), 12)]
		}
	}
	return "devel"
}

// onlyContent leaves out the Go files that are beside the content.
func onlyContent(from fs.FS) (fs.FS, error) {
	out := fstest.MapFS{}
	err := fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(name, ".go") {
			return err
		}
		data, err := fs.ReadFile(from, name)
		out[name] = &fstest.MapFile{Data: data, Mode: 0o644}
		return err
	})
	return out, err
}
