package content

import (
	"fmt"
	"slices"

	"cekloker/internal/refer"
)

// offices reads the regional offices and the places that people type. It runs
// beside the rest of the loading, with a loader of its own.
func (l *loader) offices() *refer.Offices {
	const file, places = "flows/offices/offices.yaml", "flows/offices/places.yaml"
	var offices []refer.Office
	var gazetteer struct {
		Sources   []refer.Source   `yaml:"sources"`
		Provinces []refer.Province `yaml:"provinces"`
	}
	if !l.decode("offices/offices.yaml", &offices) || !l.decode("offices/places.yaml", &gazetteer) {
		return nil
	}
	if len(gazetteer.Sources) == 0 {
		l.bad(places, "sources:", "the places have no source", "say where the list of regencies comes from")
	}
	known := map[string]bool{}
	for _, p := range gazetteer.Provinces {
		known[p.Name] = true
		for _, r := range p.Regencies {
			known[r] = true
		}
		for r := range p.Towns {
			if !slices.Contains(p.Regencies, r) {
				l.bad(places, r+":", fmt.Sprintf("%q has towns and is no regency of %s", r, p.Name), "write the regency as it stands under regencies:")
			}
		}
	}
	refused, seen := map[string]string{}, map[refer.OfficeID]bool{}
	for _, o := range offices {
		for _, r := range o.DoNotUse {
			refused[r.Number] = r.Why
		}
	}
	for _, o := range offices {
		key := "id: " + string(o.ID)
		if o.ID == "" || seen[o.ID] || !slices.Contains(refer.OfficeKinds[:], o.Kind) || o.Name == "" || len(o.Sources) == 0 || !isDate(o.Checked) || !isDate(o.ReviewBy) {
			l.bad(file, key, fmt.Sprintf("office %q needs an id of its own, a kind, a name, sources, checked and review_by", o.ID), "fill them from the research")
		}
		seen[o.ID] = true
		if !slices.Contains([]string{"yes", "caveat", "link", "no"}, o.Show) || o.Status != "working" && o.Show != "no" {
			l.bad(file, key, fmt.Sprintf("office %s is %s and has show %q", o.ID, o.Status, o.Show), "use yes, caveat, link or no; only an office that works is shown")
		}
		for _, name := range append([]string{o.Province}, o.Serves...) {
			if !known[name] {
				l.bad(file, key, fmt.Sprintf("%s names %q, which is no province or regency of places.yaml", o.ID, name), "write it as it stands there")
			}
		}
		l.numbers(file, o.Numbers, o.Sources, refused)
	}
	found, err := refer.NewOffices(offices, gazetteer.Provinces)
	if err != nil {
		l.bad(places, "", err.Error(), "write one of them with Kota or Kabupaten, or take it out")
	}
	return found
}
