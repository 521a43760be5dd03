package flows_test

import (
	"bytes"
	"os"
	"testing"

	"cekloker/flows"
	"cekloker/internal/content"
)

// The model is what its lines make of it: training again gives the same bytes. It
// takes half a minute, so that only CEKLOKER_LONG does it.
func TestTheModelIsTrainedFromItsLines(t *testing.T) {
	t.Parallel()
	kept, err := flows.FS.ReadFile(content.HearModelFile)
	if err != nil {
		t.Fatal(err)
	}
	if len(kept) >= 1_000_000 {
		t.Errorf("the model has %d bytes, fewer than a million may be", len(kept))
	}
	if _, _, _, err := content.Training(flows.FS); err != nil {
		t.Fatal(err)
	}
	if os.Getenv("CEKLOKER_LONG") == "" {
		return
	}
	again, err := content.Train(flows.FS)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(kept, again) {
		t.Error("flows/hear/models/hear.bin is not what its lines make; run go run ./bot train")
	}
}
