package content_test

import (
	"os"
	"slices"
	"testing"

	"cekloker/internal/content"
)

func TestEveryPostHasALabelAndAnAuthorOfTheSplit(t *testing.T) {
	t.Parallel()
	posts, split, err := content.Posts(os.DirFS("../../flows"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range posts {
		if !slices.Contains([]string{content.PostDanger, content.PostFraud, content.PostAbroad, content.PostHome, content.PostNoOffer}, p.Label) {
			t.Errorf("%s has the label %q", p.ID, p.Label)
		}
		if slices.Contains(split.Read, p.Author) == slices.Contains(split.Unread, p.Author) {
			t.Errorf("%s is by %s, who has to be in one half and is in both", p.ID, p.Author)
		}
	}
}
