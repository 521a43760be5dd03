package content_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"cekloker/flows"
	"cekloker/internal/content"
	"cekloker/locales"
)

// said reports whether a problem of file says what.
func said(wrong []content.Problem, file, what string) bool {
	return slices.ContainsFunc(wrong, func(p content.Problem) bool {
		return p.File == file && strings.Contains(p.String(), what)
	})
}

// One tree with many sins is read once: all of them are said.
func TestBrokenHeadersOfOffersAreRefused(t *testing.T) {
	t.Parallel()
	const good = "kind danger\nexpect 3\nlang id\ntrouble forced_labour\nfrom polri26\n"
	tree := copyOf(t, flows.FS)
	cases := []struct{ name, file, want string }{
		{"a_kind", strings.Replace(good, "danger", "bad", 1) + "\nx", `kind "bad" does not exist`},
		{"b_range", strings.Replace(good, "expect 3", "expect 3-2", 1) + "\nx", `expect "3-2" is no range of levels`},
		{"c_lang", strings.Replace(good, "lang id", "lang fr", 1) + "\nx", `lang "fr" does not exist`},
		{"d_from", strings.Replace(good, "polri26", "nobody99", 1) + "\nx", `source "nobody99" is not in flows/facts/sources.yaml`},
		{"e_from", strings.Replace(good, "from polri26\n", "", 1) + "\nx", "the header has no from"},
		{"f_empty", strings.Replace(good, "from polri26", "from", 1) + "\nx", `header "from" is empty or stands twice`},
		{"g_twice", good + "lang en\n\nx", `header "lang" is empty or stands twice`},
		{"h_key", good + "hint x\n\nx", `unknown header "hint"`},
		{"i_signal", good + "never no_such\n\nx", `signal "no_such" does not exist`},
		{"j_text", good, "no blank line between header and text"},
		{"k_same", good + "\nthe same", ""},
		{"l_same", good + "\nthe same", "has the text of flows/proof/offers/k_same.txt"},
	}
	for _, c := range cases {
		tree["proof/offers/"+c.name+".txt"] = &fstest.MapFile{Data: []byte(c.file)}
	}
	_, wrong := content.Read(tree, locales.FS, today)
	for _, c := range cases {
		if c.want != "" && !said(wrong, "flows/proof/offers/"+c.name+".txt", c.want) {
			t.Errorf("%s: nothing says %q", c.name, c.want)
		}
	}
}

func TestWrongProofsAreSaid(t *testing.T) {
	t.Parallel()
	tree := copyOf(t, flows.FS)
	for name, file := range map[string]string{
		"a_level":   "kind honest\nexpect 0\nlang id\ntrouble none\nfrom polri26\n\nLoker admin di Kamboja, gaji 10 juta.",
		"b_miss":    "kind danger\nexpect 3\nlang id\ntrouble forced_labour\nfrom polri26\nmiss nobody reads it\n\nLoker admin di Kamboja, gaji 11 juta.",
		"c_trouble": "kind danger\nexpect 3\nlang id\ntrouble task_scam\nfrom polri26\n\nLoker admin di Kamboja, gaji 12 juta.",
		"d_never":   "kind danger\nexpect 3\nlang id\ntrouble forced_labour\nfrom polri26\nnever dest_non_placement\n\nLoker admin di Kamboja, gaji 13 juta.",
		"e_notice":  "kind notice\nexpect 0-3\nlang id\ntrouble none\nfrom polri26\n\nLoker admin di Kamboja, gaji 14 juta, chat saya.",
	} {
		tree["proof/offers/"+name+".txt"] = &fstest.MapFile{Data: []byte(file)}
	}
	tree["proof/evasions.yaml"] = &fstest.MapFile{Data: []byte(`
- {id: low, technique: t, plain: "Loker admin di Kamboja, gaji 10 juta.", level: 3, texts: ["Halo."], source: [polri26]}
- {id: fixed, technique: t, plain: "Loker admin di Kamboja, gaji 10 juta.", level: 3, texts: ["Loker admin di Kamboja."], source: [polri26], miss: why}
- {id: mild, technique: t, plain: "Halo.", level: 2, texts: ["Halo."], source: [polri26]}
`)}
	_, wrong := content.Load(tree, locales.FS, today)
	for _, c := range [][2]string{
		{"flows/proof/offers/a_level.txt", `expected 0 to 0`},
		{"flows/proof/offers/b_miss.txt", "listed as a miss, but it is judged right now"},
		{"flows/proof/offers/c_trouble.txt", `trouble "forced_labour", expected [task_scam]`},
		{"flows/proof/offers/d_never.txt", "signal dest_non_placement is found"},
		{"flows/proof/offers/e_notice.txt", "heard as offer, and it is no offer"},
		{"flows/proof/evasions.yaml", "low has level 1, its plain text 3"},
		{"flows/proof/evasions.yaml", "fixed is listed as a miss"},
		{"flows/proof/evasions.yaml", "the plain text of mild has level 1"},
	} {
		if !said(wrong, c[0], c[1]) {
			t.Errorf("nothing says %s: %s", c[0], c[1])
		}
	}
}
