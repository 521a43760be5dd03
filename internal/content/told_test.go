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

// slips are mistakes that people make, each in a file of its own, with what tells
// it. Lines and columns are compared by TestEveryMisspeltWordIsToldAtItsPlace.
var slips = []struct{ file, old, new, want string }{
	{"channels/kbri_phnom_penh.yaml", `"+85512813282", way: whatsapp`, `"+85512813282", way: whatsap`, `: way "whatsap" is not known; did you mean "whatsapp"? use one of call, whatsapp`},
	{"channels/kbri_bangkok.yaml", `covers: [TH]`, `covers: [THA]`, `: covers "THA" is not known; did you mean "TH"?`},
	{"channels/kri_songkhla.yaml", `zone: Asia/Bangkok`, `zone: Asia/Bangkokk`, `: zone is "Asia/Bangkokk" and should be a time zone as the IANA names it, Asia/Jakarta; write a time zone as the IANA names it, Asia/Jakarta`},
	{"channels/komnas_perempuan.yaml", `zone: Asia/Jakarta`, `zone: Asia/Makassar`, `: the sentence zone.makassar is missing in locales/contact.id.yaml; write it`},
	{"channels/lpsk.yaml", `zone: Asia/Jakarta`, ``, `: lpsk says when it is open, and in no zone; add zone, as in zone: Asia/Jakarta`},
	{"channels/ojk_157.yaml", `hours: `, `hours: allways #`, `: hours "allways" is not known; did you mean "always"? use one of always, office, unknown`},
	{"channels/lpsk.yaml", `kind: state_body`, `kind: statebody`, `: kind "statebody" is not known; did you mean "state_body"? use one of embassy, ministry, police, regulator, state_body, ngo, web_tool, foreign_police, foreign_hotline`},
	{"channels/sbmi.yaml", `show: `, `sohw: `, `: unknown key "sohw"; did you mean "show"?`},
	{"judge/signals/fee_upfront.yaml", `category: money`, `category: moneyy`, `: category "moneyy" is not known; did you mean "money"?`},
	{"judge/signals/urgency.yaml", `sources: [`, `sources: [polri62, `, `: sources "polri62" is not in flows/facts/sources.yaml; did you mean "polri26"?`},
	{"judge/signals/secrecy.yaml", `tip: `, `tip: reprot #`, `: tip "reprot" is not in flows/tips/flow.yaml; did you mean "report"? use one of cards, company_legitimacy, high_salary, practice, report, seek_advice, verify_offer`},
	{"judge/wages.yaml", `currency: LAK`, `currency: LKA`, `: currency "LKA" is not known; did you mean "LAK"?`},
	{"judge/phrases/route.yaml", "- id: leaves_country", "- id: leavescountry", `: the phrase leaves_country is missing, which the reading of offers knows by name (the work needs a flight, a passport or a visa: it is abroad, wherever); was leavescountry renamed? name it leaves_country`},
	{"reminder/flow.yaml", `kind: choice`, `kind: choise`, `: kind "choise" is not known; did you mean "choice"? use one of choice, fact, paste, screen, menu, verdict`},
	{"danger/flow.yaml", `{id: "no", goes: return}`, `{id: "no", goes: retrun}`, `: choice no of step ask_self_harm goes to "retrun", which is no action; did you mean "return"?`},
	{"danger/flow.yaml", `sets: ["quiet=no"]`, `sets: ["quiett=no"]`, `: no step fills or asks about the slot "quiett"; did you mean "quiet"?`},
	{"danger/flow.yaml", `hears: danger`, `hears: dangr`, `: hears "dangr" is not in flows/hear/answers.yaml; did you mean "danger"? use one of danger, read, self_harm`},
	{"danger/flow.yaml", `danger_heard == "airport"`, `danger_heard == "aiport"`, `: danger_heard is never "aiport"; did you mean "airport"?`},
	{"danger/flow.yaml", `contacts: child_held`, `contacts: child_hold`, `: contacts "child_hold" is not in the situations of channels; did you mean "child_held"? use one of abroad_in_danger, child_held, child_or_woman_victim, debt, fake_ad_takedown, legal_route_check, money_lost, relative_missing, returned_victim, self_harm, self_harm_held, suspicious_offer, witness_protection`},
	{"family/flow.yaml", `unshared: true`, `unshared: false`, `: something of the flow family could be passed on, and reach the phone of somebody who is held; write unshared: true`},
	{"hear/typed.yaml", `  tips: tips`, `  tipps: tips`, `: the start link "tips" is missing, which Go knows by name; write it`},
	{"kin_signs/flow.yaml", `{signs: family}`, `{signs: family, most: 1}`, `: an entry below step list shows none or several things; write one of contacts (with most, brief, one), lines, report, signs, shows in each`},
	{"forms/flow.yaml", `{shows: text}`, `{shows: text, lines: [which]}`, ` shows none or several things; write one of contacts (with most, brief, one), lines, report, signs, shows in each`},
	{"channels/cambodia_police_117.yaml", `caveat: true`, `caveat: false`, `: cambodia_police_117 stands behind other contacts and has no warning; write caveat: true, and what to mind in contact.cambodia_police_117.note`},
	{"hear/answers.yaml", `<me> (di|lagi`, `<mee> (di|lagi`, `: pattern "(orang)? <mee> (di|lagi di|at) (rumah|kampung|home)": the set <mee> is not in words.yaml; did you mean "me"?`},
	{"hear/typed.yaml", `latihan: practice`, `latihan: practise`, `: start link "latihan" opens the flow "practise", which does not exist; did you mean "practice"?`},
	{"hear/topics.yaml", `ways: [company_check]`, `ways: [lawful, company_check]`, `: "lawful" is the flow of shows: as well; leave one of them out`},
	{"judge/levels.yaml", `points("task_scam")`, `points("task_scan")`, `: points("task_scan"): there is none of that name; did you mean "task_scam"? use one of forced_labour, illegal_placement, name_fraud, task_scam, incomplete, none`},
	{"judge/signals/secrecy.yaml", `points_to: forced_labour`, `points_to: illegal_placement`, `: no rule of troubles in levels.yaml asks for points("illegal_placement"); name another kind, or write the rule`},
	{"judge/signals/visa_tourist.yaml", `hints_at: `, `points_to: task_scam
hints_at: `, `: visa_tourist points to one kind of trouble and hints at another; keep one of them`},
	{"judge/levels.yaml", `has("fee_upfront") or`, `has("fee_upfrnt") or`, `: has("fee_upfrnt"): there is none of that name; did you mean "fee_upfront"?`},
}

func TestSlipsOfThePenAreTold(t *testing.T) {
	t.Parallel()
	tree := copyOf(t, flows.FS)
	for _, s := range slips {
		if !strings.Contains(string(tree[s.file].Data), s.old) {
			t.Fatalf("flows/%s holds no %s", s.file, s.old)
		}
		tree[s.file] = &fstest.MapFile{Data: []byte(strings.Replace(string(tree[s.file].Data), s.old, s.new, 1))}
	}
	_, wrong := content.Read(tree, locales.FS, today)
	for _, s := range slips {
		if !slices.ContainsFunc(wrong, func(p content.Problem) bool {
			return p.File == "flows/"+s.file && strings.HasSuffix(p.String(), s.want) && p.Line > 0
		}) {
			t.Errorf("flows/%s: nothing says %q", s.file, s.want)
		}
	}
	if t.Failed() {
		for _, p := range wrong {
			t.Log(p)
		}
	}
}

// A sentence that Go names and that is renamed in every language is told where it
// is.
func TestASentenceThatGoNamesCannotBeRenamed(t *testing.T) {
	t.Parallel()
	tree := copyOf(t, locales.FS)
	for _, file := range []string{"locales/danger.id.yaml", "locales/danger.en.yaml"} {
		name := strings.TrimPrefix(file, "locales/")
		tree[name] = &fstest.MapFile{Data: []byte(strings.Replace(string(tree[name].Data), "danger.beside:", "danger.besides:", 1))}
	}
	_, wrong := content.Read(flows.FS, tree, today)
	for _, lang := range []string{"id", "en"} {
		if !said(wrong, "locales/danger."+lang+".yaml", "; did you mean danger.beside where danger.besides stands?") {
			t.Errorf("%s: %v", lang, wrong)
		}
	}
}
