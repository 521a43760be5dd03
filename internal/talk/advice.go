package talk

import (
	"slices"

	"cekloker/internal/offer"
)

// advice returns what to do today: by kind of trouble if signs were found, by what is
// missing if too little is known, in at most that many questions.
func advice(v offer.Verdict, facts offer.Facts, most int) []Block {
	switch {
	case v.FromPrediction:
		return decisive(v, facts)
	case v.HomeJob:
		return unsaid(v)
	}
	switch v.Level {
	case offer.LevelManySigns, offer.LevelSomeSigns:
		return []Block{{ID: SentenceID("trouble." + string(v.Trouble) + ".advice")}}
	case offer.LevelTooLittle:
		var out []Block
		if checkable(facts) || v.Rule == offer.RuleReadsDoubtful {
			out = append(out, Block{ID: "verdict.l1.official"})
		}
		if v.Rule == offer.RuleUnchecked {
			return append(out, Block{ID: "verdict.l1.link"})
		}
		if items := questions(v, facts, most); len(items) > 0 {
			out = append(out, Block{ID: "verdict.l1.ask", Items: items}, Block{ID: "verdict.l1.send_back"})
		}
		return out
	}
	return checks(facts)
}

// checks are what to check even where no sign was seen.
func checks(facts offer.Facts) []Block {
	if facts[offer.FactDestination] == "ID" {
		return []Block{{ID: "verdict.l0.checks_home"}}
	}
	return []Block{{ID: "verdict.l0.checks"}}
}

// decisive are the questions that decide about an offer that only reads like reported
// ones: who pays, and which country and visa; at home, where else the vacancy stands.
func decisive(v offer.Verdict, facts offer.Facts) []Block {
	second := SentenceID("verdict.reads.place")
	if facts[offer.FactDestination] == "ID" || v.Trouble == offer.TroubleNameFraud || v.Trouble == offer.TroubleTaskScam {
		second = "verdict.reads.source"
	}
	return []Block{{ID: "verdict.reads.ask", Items: []Item{{ID: "verdict.reads.pays"}, {ID: second}}}, {ID: "verdict.reads.until"}}
}

// unsaid names what plain work at home leaves open, without suspicion: who confirms a large name,
// and the pay, which is read surely. Firms and kinds of work have too many names.
func unsaid(v offer.Verdict) []Block {
	var out []Block
	if v.Rule == offer.RuleNamePlain {
		out = append(out, Block{ID: "verdict.plain.name"})
	}
	if slices.Contains(v.Missing, offer.FactPay) {
		out = append(out, Block{ID: "verdict.plain.pay"})
	}
	return append(out, Block{ID: "verdict.plain.then"})
}

// checkable reports whether an offer is a vacancy in the name of a firm or an office:
// fraudsters copy honest wording, so only the site of the owner can confirm it.
func checkable(f offer.Facts) bool {
	if d := f[offer.FactDestination]; d != "" && d != "ID" {
		return false
	}
	return slices.Contains([]string{"big_name", "government", "named"}, f[offer.FactCompany])
}

// notNow says what not to do now when there are signs, and that none is no proof. Fraud at
// home asks for money, papers and codes, not for a journey.
func notNow(v offer.Verdict, facts offer.Facts) []Item {
	away := facts.Has(offer.FactDestination) && facts[offer.FactDestination] != "ID"
	home := !away && (v.Trouble == offer.TroubleTaskScam || v.Trouble == offer.TroubleNameFraud)
	switch {
	case v.Level == offer.LevelNoSign:
		return []Item{{ID: "verdict.l0.not_proof"}}
	case v.Level < offer.LevelSomeSigns || v.FromPrediction:
		return nil
	case home:
		return []Item{{ID: "verdict.l3.wait_home"}}
	case v.Level == offer.LevelSomeSigns:
		return []Item{{ID: "verdict.l2.wait"}}
	}
	return []Item{{ID: "verdict.l3.wait"}}
}

// questions are the questions to the recruiter for what is missing, at most n.
func questions(v offer.Verdict, facts offer.Facts, n int) []Item {
	var out []Item
	for _, f := range v.Missing {
		if len(out) == n {
			break
		}
		id := SentenceID("fact." + string(f) + ".ask")
		if f == offer.FactContract && (v.HomeJob || facts[offer.FactDestination] == "ID") {
			id = "fact.contract.ask_home" // nobody departs
		}
		out = append(out, Item{ID: id})
	}
	return out
}
