package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"cekloker/internal/posters"
)

// The steps of the Dockerfile as commands, as far as they run outside a container: the build,
// the packages of the image that reads pictures, the folders, and the program in both images.
// It builds without the cache of other flags, so that only CEKLOKER_LONG does it.
func TestTheStepsOfTheImages(t *testing.T) {
	if os.Getenv("CEKLOKER_LONG") == "" {
		t.Skip("CEKLOKER_LONG is not set")
	}
	data, err := os.ReadFile("../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	text, out := string(data), t.TempDir()
	build := regexp.MustCompile(`(?m)^RUN (CGO_ENABLED=0 go build .*)$`).FindStringSubmatch(text)
	packages := regexp.MustCompile(`apt-get install -y --no-install-recommends ([\w .-]+) &&`).FindStringSubmatch(text)
	if build == nil || packages == nil {
		t.Fatal("the Dockerfile has no step that builds, or none that installs")
	}
	shell := func(env []string, command string) string {
		t.Helper()
		c := exec.CommandContext(t.Context(), "sh", "-c", command)
		c.Dir, c.Env = "..", append(os.Environ(), env...)
		said, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", command, err, said)
		}
		return string(said)
	}
	shell([]string{"VERSION=v0-test"}, strings.ReplaceAll(build[1], "/out/", out+"/"))
	bot := filepath.Join(out, "bot")
	for _, folder := range []string{"data", "keys"} {
		if at, err := os.Stat(filepath.Join(out, "folders", folder)); err != nil || at.Mode().Perm() != 0o700 {
			t.Errorf("the folder %s: %v, %v", folder, at, err)
		}
	}
	if said := shell(nil, bot+" version"); !strings.Contains(said, "v0-test") {
		t.Errorf("version: %s", said)
	}
	if said, _ := exec.Command("ldd", bot).CombinedOutput(); !strings.Contains(string(said), "not a dynamic executable") {
		t.Errorf("the program is not static: %s", said)
	}
	plain := []string{"PATH=" + t.TempDir()}
	if said := shell(plain, "exec "+bot+" check"); !strings.Contains(said, "content is sound") {
		t.Errorf("plain: %s", said)
	}
	poster := writeFile(t, "poster.png", posters.PNG(posters.Poster("band", posterText, 1)))
	c := exec.CommandContext(t.Context(), bot, "judge", "--image", poster)
	c.Env = plain
	if said, err := c.CombinedOutput(); err == nil || !strings.Contains(string(said), "install "+strings.Join(tesseractOf(packages[1]), ", ")) && !strings.Contains(string(said), "tesseract-ocr-ind") {
		t.Errorf("plain reads pictures, or names other packages than the image has: %v, %s", err, said)
	}
	if _, err := exec.LookPath("apt-get"); err == nil {
		shell(nil, "apt-get install -s -y --no-install-recommends "+packages[1])
	}
	needTesseract(t)
	if said := shell(nil, "exec "+bot+" judge --image "+poster); !strings.Contains(said, "Tahan dulu") {
		t.Errorf("pictures: %s", said)
	}
}

// tesseractOf are the packages of Tesseract among those that the image installs.
func tesseractOf(packages string) (out []string) {
	for _, p := range strings.Fields(packages) {
		if strings.HasPrefix(p, "tesseract") {
			out = append(out, p)
		}
	}
	return out
}
