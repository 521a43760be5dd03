package offer_test

import (
	"fmt"

	"cekloker/internal/offer"
)

// The facts of an offer are judged without its text: the session keeps facts only. The
// verdict names its rule and every sign with what showed it.
func ExampleRules_Judge() {
	content, wrong := whole()
	if len(wrong) > 0 {
		fmt.Println(wrong[0])
		return
	}
	verdict := content.Rules.Judge(offer.Facts{offer.FactDestination: "KH", offer.FactJob: "office_online", offer.FactVisa: "tourist"})
	fmt.Println("level", verdict.Level, "by the rule", verdict.Rule)
	for _, f := range verdict.Findings {
		fmt.Println(f.Strength, f.Signal, f.From)
	}
	// Output:
	// level 3 by the rule one_critical
	// critical dest_non_placement [destination]
	// critical visa_tourist [visa destination]
	// strong role_generic_online [role]
}
