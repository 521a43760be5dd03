package content

import (
	"fmt"
	"maps"
	"slices"

	"cekloker/internal/closed"
	"cekloker/internal/refer"
)

// gazetteer is the places that people type, and the words around them:
// flows/offices/places.yaml.
type gazetteer struct {
	Sources   []refer.Source   `yaml:"sources,required"`
	Before    []string         `yaml:"before,required"` // words before a place where somebody is
	Held      []string         `yaml:"held,required"`   // words before these when a family tells where somebody is held
	Office    []string         `yaml:"office,required"` // words for an office
	Fillers   []string         `yaml:"beside,required"` // words that mean nothing beside them
	Provinces []refer.Province `yaml:"provinces,required"`
}

// offices reads the regional offices and the places that people type. It runs
// concurrently with the rest, with its own loader.
func (l *loader) offices() *refer.Offices {
	const file, places = "flows/offices/offices.yaml", "flows/offices/places.yaml"
	var offices []refer.Office
	var gazetteer gazetteer
	if !l.decode("offices/offices.yaml", &offices) || !l.decode("offices/places.yaml", &gazetteer) {
		return nil
	}
	known := map[string]bool{}
	for i, p := range gazetteer.Provinces {
		known[p.Name] = true
		for _, r := range p.Regencies {
			known[r] = true
		}
		for r := range p.Towns {
			if !slices.Contains(p.Regencies, r) {
				l.bad(places, fmt.Sprintf("provinces/%d/towns/%s", i, r), fmt.Sprintf("%q has towns and is no regency of %s", r, p.Name), "write the regency as it stands under regencies:")
			}
		}
	}
	refused, seen := map[string]string{}, map[refer.OfficeID]bool{}
	for _, o := range offices {
		for _, r := range o.DoNotUse {
			refused[r.Number] = r.Why
		}
	}
	for i, o := range offices {
		path := fmt.Sprint(i)
		if seen[o.ID] {
			l.bad(file, path+"/id", fmt.Sprintf("office %q stands twice", o.ID), "give it an id of its own")
		}
		seen[o.ID] = true
		if o.Status != refer.StatusWorking && o.Visibility != refer.ShowNever {
			l.bad(file, path+"/show", fmt.Sprintf("office %s is %s and has show %q", o.ID, o.Status, o.Visibility), "write no; only an office that works is shown")
		}
		for _, name := range append([]string{o.Province}, o.Serves...) {
			if !known[name] {
				l.bad(file, path+"/province", fmt.Sprintf("%s names %q, which is no province or regency of places.yaml", o.ID, name), closed.Instead(name, slices.Collect(maps.Keys(known))))
			}
		}
		l.numbers(file, path+"/numbers", o.Numbers, o.Sources, refused)
	}
	found, err := refer.NewOffices(offices, gazetteer.Provinces, refer.OfficeWords{Before: gazetteer.Before, Held: gazetteer.Held, Office: gazetteer.Office, Fillers: gazetteer.Fillers})
	if err != nil {
		l.bad(places, "", err.Error(), "write one of them with Kota or Kabupaten, or take it out")
	}
	return found
}
