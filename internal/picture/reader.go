package picture

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// Command is the name of the command that reads one picture: the child process.
const Command = "read-picture"

// readWithin is how long one picture may take in all, from the start of the child on. What a
// picture costs is bounded by processor time (limits_linux.go); this ends a child that hangs,
// also on a machine that is busy with other work.
const readWithin = 4 * time.Minute

// Reader reads pictures in child processes.
type Reader struct {
	Program string        // the binary; "" this one
	Within  time.Duration // 0: the usual time
}

// Read reads one picture. The error is one of this package, that of ctx, or one that says
// that no child could be started; none holds anything of the picture.
func (r Reader) Read(ctx context.Context, picture []byte) (Recognized, error) {
	if len(picture) > MaxBytes {
		return Recognized{}, ErrTooLarge
	}
	program := r.Program
	if program == "" {
		var err error
		if program, err = os.Executable(); err != nil {
			return Recognized{}, fmt.Errorf("read a picture: %w", err)
		}
	}
	within := r.Within
	if within == 0 {
		within = readWithin
	}
	bounded, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	child := exec.CommandContext(bounded, program, Command)
	child.Env = childEnv()
	child.Dir = "/"
	child.Stdin = bytes.NewReader(picture)
	out := &boundedBuffer{most: 4 * maxText}
	child.Stdout = out
	child.WaitDelay = time.Second
	inOwnGroup(child)
	err := child.Run()
	switch {
	case ctx.Err() != nil:
		return Recognized{}, ctx.Err()
	case bounded.Err() != nil:
		return Recognized{}, ErrTooHard
	case child.ProcessState == nil:
		return Recognized{}, fmt.Errorf("read a picture: %w", err)
	}
	return parseReply(out.Bytes())
}

// parseReply reads what a child wrote. A child that was ended before it could write met
// one of its bounds.
func parseReply(b []byte) (Recognized, error) {
	var got reply
	if err := json.Unmarshal(b, &got); err != nil {
		return Recognized{}, ErrTooHard
	}
	if got.Problem != "" {
		if err := problems[got.Problem]; err != nil {
			return Recognized{}, err
		}
		return Recognized{}, ErrTooHard
	}
	return got.Recognized, nil
}

// childEnv is what a child sees of the environment: where programs and the data of
// Tesseract are. It sees no token and no folder of ours.
func childEnv() []string {
	env := []string{"GOMAXPROCS=1", "TMPDIR=/nonexistent"}
	for _, name := range []string{"PATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH"} {
		if v, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+v)
		}
	}
	return env
}

// boundedBuffer keeps what a child writes up to a bound, and refuses more.
type boundedBuffer struct {
	bytes.Buffer
	most int
}

func (b *boundedBuffer) Write(p []byte) (int, error) {
	if b.Len()+len(p) > b.most {
		return 0, io.ErrShortWrite
	}
	return b.Buffer.Write(p)
}

// Available reports whether pictures can be read: nil, or what is missing.
func Available(ctx context.Context) error {
	path, err := exec.LookPath(tesseract)
	if err != nil {
		return ErrNoTesseract
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, path, "--list-langs").CombinedOutput()
	if err != nil {
		return errors.New("pictures cannot be read: Tesseract does not start; run tesseract --list-langs")
	}
	have := strings.Fields(string(out))
	for _, l := range languages {
		if !slices.Contains(have, l) {
			return fmt.Errorf("pictures cannot be read: Tesseract lacks the language %s; install tesseract-ocr-%s", l, l)
		}
	}
	return nil
}
