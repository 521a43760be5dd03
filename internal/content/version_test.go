package content_test

import (
	"testing"
	"testing/fstest"

	"cekloker/flows"
	"cekloker/internal/content"
	"cekloker/locales"
)

func TestTheVersionIsThatOfTheWordsAndNotOfTheFolder(t *testing.T) {
	t.Parallel()
	built, copied := content.Version(flows.FS, locales.FS), copyOf(t, locales.FS)
	if got := content.Version(flows.FS, copied); got != built || len(got) != 8 {
		t.Errorf("a copy has the version %q, the built-in content %q", got, built)
	}
	copied["notes.txt"] = &fstest.MapFile{Data: []byte("read aloud on Monday")}
	if got := content.Version(flows.FS, copied); got != built {
		t.Error("a file that the bot never shows changes the version")
	}
	if got := content.Version(flows.FS, with(t, copied, "common.id.yaml", "common.back", `"Balik"`)); got == built {
		t.Error("another word has the same version")
	}
}
