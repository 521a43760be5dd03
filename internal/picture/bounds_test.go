package picture

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A child can write no file, whatever takes it over.
func TestAChildWritesNoFile(t *testing.T) {
	t.Parallel()
	const asked = "CEKLOKER_WRITE_A_FILE"
	if name := os.Getenv(asked); name != "" {
		if err := bind(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("words"), 0o600); err == nil {
			t.Error("was written")
		}
		return
	}
	name := filepath.Join(t.TempDir(), "kept")
	c := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestAChildWritesNoFile$")
	c.Env = append(os.Environ(), asked+"="+name)
	if out, err := c.CombinedOutput(); err != nil {
		t.Log(string(out), err) // the system may end it instead
	}
	if b, err := os.ReadFile(name); err == nil && len(b) > 0 {
		t.Errorf("holds %q", b)
	}
}

// A child sees where programs are, and neither a token nor a folder of ours.
func TestAChildSeesNoSecret(t *testing.T) {
	t.Setenv("TELEGRAM_BOT_TOKEN", "123:secret")
	t.Setenv("CEKLOKER_KEYS", "/keys")
	if env := strings.Join(childEnv(), "\n"); strings.Contains(env, "secret") || strings.Contains(env, "/keys") {
		t.Error(env)
	}
}

func TestABoundedBufferRefusesMore(t *testing.T) {
	t.Parallel()
	b := boundedBuffer{most: 3}
	if _, err := b.Write([]byte("abcd")); err == nil || !bytes.Equal(b.Bytes(), nil) {
		t.Errorf("%q, %v", b.Bytes(), err)
	}
}
