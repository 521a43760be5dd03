package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// BenchmarkStart measures the time from the start of the process, with an empty store, to
// its first call of the Bot API.
func BenchmarkStart(b *testing.B) {
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		called := make(chan struct{}, 10)
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/getMe") {
				called <- struct{}{}
			}
			w.WriteHeader(http.StatusUnauthorized)
		}))
		dir := b.TempDir()
		cmd := exec.Command(self, "serve")
		cmd.Env = []string{"CEKLOKER_TEST_PROCESS=1", "CEKLOKER_OPS_LISTEN=none", "TELEGRAM_BOT_TOKEN=" + testToken, "TELEGRAM_API_URL=" + server.URL, "CEKLOKER_DATA=" + dir + "/data", "CEKLOKER_KEYS=" + dir + "/keys"}
		if err := cmd.Start(); err != nil {
			b.Fatal(err)
		}
		select {
		case <-called:
		case <-time.After(10 * time.Second):
			b.Fatal("it never calls")
		}
		b.StopTimer()
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		server.Close()
		b.StartTimer()
	}
}
