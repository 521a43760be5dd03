package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"
)

func TestScreensShowEveryStepInBothLanguages(t *testing.T) {
	t.Parallel()
	notRaced(t, servesNobody)
	var out, bad bytes.Buffer
	p := program{ctx: context.Background(), in: strings.NewReader(""), out: &out, err: &bad, env: func(string) string { return "" }, now: time.Now}
	if code := p.run([]string{"screens"}); code != 0 {
		t.Fatalf("exit %d: %s", code, bad.String())
	}
	for _, want := range []string{"start.doors", "check_offer.ask_pay", `lang="id"`, `lang="en"`, "Hello. This is Cek Loker", "Halo. Ini Cek Loker"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the page does not show %q", want)
		}
	}
}
