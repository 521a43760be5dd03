package content_test

import (
	"os"
	"slices"
	"testing"

	"cekloker/internal/content"
)

var postLabels = []string{content.PostDanger, content.PostFraud, content.PostAbroad, content.PostHome, content.PostNoOffer}

func TestEveryPostHasALabelAndAnAuthorOfTheSplit(t *testing.T) {
	t.Parallel()
	posts, split, err := content.Posts(os.DirFS("../../flows"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range posts {
		if !slices.Contains(postLabels, p.Label) {
			t.Errorf("%s has the label %q", p.ID, p.Label)
		}
		if slices.Contains(split.Read, p.Author) == slices.Contains(split.Unread, p.Author) {
			t.Errorf("%s is by %s, who has to be in one half and is in both", p.ID, p.Author)
		}
	}
}

func TestNoSealedPostIsByAnAuthorOfTheTraining(t *testing.T) {
	t.Parallel()
	flows := os.DirFS("../../flows")
	posts, _, err := content.Posts(flows)
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := content.SealedPosts(flows)
	if err != nil || len(sealed) == 0 {
		t.Fatalf("%d posts are sealed, %v", len(sealed), err)
	}
	trained, texts := map[string]bool{}, map[string]bool{}
	for _, p := range posts {
		trained[p.Author], texts[p.Text] = true, true
	}
	for _, p := range sealed {
		if !slices.Contains(postLabels, p.Label) {
			t.Errorf("%s has the label %q", p.ID, p.Label)
		}
		if trained[p.Author] || texts[p.Text] {
			t.Errorf("%s, or its author %s, is in the training as well", p.ID, p.Author)
		}
	}
}
