package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// browser starts a real Chromium, or skips the test and says why.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := os.Getenv("CEKLOKER_BROWSER")
	if path == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("CI must run the browser test: set CEKLOKER_BROWSER to a Chromium")
		}
		t.Skip("no browser: set CEKLOKER_BROWSER to a Chromium to run this test")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.Flag("no-sandbox", true), chromedp.Flag("disable-gpu", true),
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("accept-lang", "id-ID"), chromedp.WindowSize(390, 844),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("disable-quic", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// previewAddress starts the preview and reads its address from what it prints.
func previewAddress(t *testing.T) string {
	t.Helper()
	in, out := io.Pipe()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan int, 1)
	p := program{ctx: ctx, in: strings.NewReader(""), out: out, err: io.Discard, env: func(string) string { return "" }, now: time.Now}
	go func() { ended <- p.run([]string{"--listen", "127.0.0.1:0", "preview"}); out.Close() }()
	t.Cleanup(func() {
		cancel()
		if code := <-ended; code != 0 {
			t.Errorf("the preview ended with %d", code)
		}
	})
	line, err := bufio.NewReader(in).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(line, "Open ")
	address, _, _ := strings.Cut(rest, " ")
	return address
}

// waitForPage waits until an expression is true in the page.
func waitForPage(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression))
		if ok {
			return
		}
		if err != nil || ctx.Err() != nil {
			t.Fatalf("%v; the page never came to %s", err, expression)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			page, _ := chromedp.Run(context.WithoutCancel(ctx), chromedp.Evaluate[string](`document.body.innerText`))
			t.Fatalf("the page never came to %s; it shows:\n%s", expression, page)
		}
	}
}

// last is the newest message of the bot.
const last = `([...document.querySelectorAll(".msg:not(.mine)")].pop() || document.body).textContent`

// botSays waits until the newest message of the bot holds text, and returns it.
func botSays(t *testing.T, ctx context.Context, text string) string {
	t.Helper()
	waitForPage(t, ctx, last+`.includes(`+quote(text)+`)`)
	whole, err := chromedp.Run(ctx, chromedp.Evaluate[string](last))
	if err != nil {
		t.Fatal(err)
	}
	return whole
}

// pressButton clicks the newest button with a label, its number left out.
func pressButton(t *testing.T, ctx context.Context, label string) {
	t.Helper()
	waitForPage(t, ctx, `(() => { const b = [...document.querySelectorAll(".row button, .hint button")].reverse().find(b => b.textContent.replace(/^\d+\. /, "") === `+quote(label)+`); if (b) b.click(); return !!b; })()`)
}

// typeText types a text and sends it.
func typeText(t *testing.T, ctx context.Context, text string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.SendKeys("#text", text), chromedp.Click("#send")); err != nil {
		t.Fatal(err)
	}
}

func quote(s string) string { return "`" + strings.ReplaceAll(s, "`", "\\`") + "`" }

// One person on a small phone: English, an offer, the verdict with a quoted reason, why,
// back, Indonesian; later screens name facts.
func TestAPersonChecksAnOfferInARealBrowser(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	address := previewAddress(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		t.Fatal(err)
	}
	pressButton(t, ctx, "Mulai")
	botSays(t, ctx, "Halo. Ini Cek Loker")
	pressButton(t, ctx, "Bahasa / Language")
	botSays(t, ctx, "Choose a language")
	pressButton(t, ctx, "English")
	botSays(t, ctx, "Hello")
	typeText(t, ctx, "Admin job in Cambodia, 900 USD a month, flight provided, you enter on a tourist visa.")
	verdict := botSays(t, ctx, "Wait. We see")
	pressButton(t, ctx, "All signs")
	botSays(t, ctx, "Why it matters")
	pressButton(t, ctx, "Back to the result")
	later := botSays(t, ctx, "Wait. We see")
	waitForPage(t, ctx, `(() => { document.getElementById("look").click(); return true; })()`)
	waitForPage(t, ctx, `/destination\s*KH/.test(document.getElementById("kept").innerText)`)
	typeText(t, ctx, "bahasa indonesia")
	botSays(t, ctx, "Tahan dulu")
	if !strings.Contains(verdict, "“Admin job in Cambodia") {
		t.Errorf("the verdict quotes nothing: %s", verdict)
	}
	if strings.Contains(later, "“") || !strings.Contains(later, "The visa is not a work visa") {
		t.Errorf("a later screen should name facts and quote nothing: %s", later)
	}
}

// What stands in the empty field of the preview fits on a small phone, in both languages.
func TestTheEmptyFieldOfThePreviewFitsASmallPhone(t *testing.T) {
	t.Parallel()
	ctx := browser(t)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(360, 740), chromedp.Navigate(previewAddress(t))); err != nil {
		t.Fatal(err)
	}
	waitForPage(t, ctx, `innerWidth === 360 && ["id", "en"].every(l => {
		const field = document.getElementById("text"), style = getComputedStyle(field), pen = document.createElement("canvas").getContext("2d");
		pen.font = style.font;
		return pen.measureText(says[l].write).width <= field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
	})`)
}
