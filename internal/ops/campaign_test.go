package ops

import (
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// Uses of a campaign are counted in steps of five and stand in no metrics.
func TestCampaignsAreCountedInStepsAndAreNoMetrics(t *testing.T) {
	t.Parallel()
	m := NewMonitor(NewLog(io.Discard), time.Now, 0)
	for range 12 {
		m.Count("campaign_poster")
	}
	m.Count("start")
	if got := m.TakeCounts(); got["campaign_poster"] != 10 || got["start"] != 1 {
		t.Errorf("counted %v", got)
	}
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	body, _ := io.ReadAll(w.Body)
	if strings.Contains(string(body), "campaign") || !strings.Contains(string(body), `event="start"`) {
		t.Error("the metrics name a campaign, or no events at all")
	}
}
