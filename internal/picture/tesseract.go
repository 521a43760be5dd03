package picture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
	"unicode"
)

const tesseract = "tesseract"

var languages = []string{"ind", "eng"}

// passWithin is how long Tesseract may take for one pass on a busy machine.
const passWithin = 90 * time.Second

// word is one word that Tesseract found, with its place in pixels.
type word struct {
	text                     string
	left, top, width, height int
	line                     int // words of one line of one pass have the same number
	sure                     float64
}

// ocr runs Tesseract over a picture once, through pipes, with a way of cutting pages into
// lines (--psm).
func ocr(m *image.Gray, segmentation int) ([]word, error) {
	ctx, cancel := context.WithTimeout(context.Background(), passWithin)
	defer cancel()
	c := exec.CommandContext(ctx, tesseract, "stdin", "stdout", "-l", strings.Join(languages, "+"),
		"--oem", "1", "--psm", strconv.Itoa(segmentation), "--dpi", "150", "-c", "tessedit_create_tsv=1", "-c", "tessedit_do_invert=0")
	c.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1") // threads of its own make it slower
	c.Stdin = bytes.NewReader(graymap(m))
	out := &boundedBuffer{most: 4 << 20}
	c.Stdout = out
	inOwnGroup(c)
	err := c.Run()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return nil, ErrNoTesseract
	case err != nil:
		return nil, ErrTooHard
	}
	return parseTSV(out.String()), nil
}

// graymap writes a picture as PGM, which needs no decoder.
func graymap(m *image.Gray) []byte {
	out := fmt.Appendf(nil, "P5\n%d %d\n255\n", m.Bounds().Dx(), m.Bounds().Dy())
	return append(out, m.Pix...)
}

// parseTSV reads Tesseract's table of words.
func parseTSV(table string) []word {
	var out []word
	last, line := "", 0
	for row := range strings.Lines(table) {
		f := strings.Split(strings.TrimRight(row, "\r\n"), "\t")
		if len(f) != 12 || f[0] != "5" {
			continue
		}
		text := strings.TrimSpace(f[11])
		sure, err := strconv.ParseFloat(f[10], 64)
		if err != nil || text == "" || sure < 0 {
			continue
		}
		if at := strings.Join(f[1:5], "."); at != last {
			last, line = at, line+1
		}
		n := [4]int{}
		for i := range n {
			n[i], _ = strconv.Atoi(f[6+i]) // Tesseract writes numbers
		}
		out = append(out, word{text: text, left: n[0], top: n[1], width: n[2], height: n[3], line: line, sure: sure})
	}
	return out
}

// letters counts letters and digits.
func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}
