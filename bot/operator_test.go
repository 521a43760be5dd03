package main

import (
	"testing"

	"cekloker/internal/talk"
)

// A campaign with fewer than ten uses is not even named.
func TestSmallCampaignsAreNotNamed(t *testing.T) {
	t.Parallel()
	items := campaignItems([]string{"a", "b", "c"}, map[string]int{"campaign_a": 5, "campaign_b": 10, "campaign_other": 15, "campaign_c": 0, "campaign_stray": 50})
	if len(items) != 2 || items[0].Args["code"] != talk.WordsArg("b") || items[0].Args["n"] != talk.NumberArg(10) || items[1].Args["code"] != talk.WordsArg("other") {
		t.Errorf("shown: %v", items)
	}
}

// Public numbers never reveal one single person, neither by a small number nor by the
// difference between two days.
func TestSmallFiguresAreNotShownAndOthersRounded(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]talk.Arg{0: nil, 1: nil, 9: nil, 10: talk.NumberArg(10), 12: talk.NumberArg(10), 13: talk.NumberArg(15), 1234: talk.NumberArg(1235)} {
		item := figureItem("offer_read", n)
		if got := item.Args["n"]; got != want || (want == nil) != (item.ID == "figures.few") {
			t.Errorf("%d is shown as %s with %v, want %v", n, item.ID, got, want)
		}
	}
}
