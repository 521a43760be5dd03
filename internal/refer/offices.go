package refer

import "cekloker/internal/closed"

// OfficeID is the id of an office in flows/offices/offices.yaml.
type OfficeID string

// OfficeKind is what an office is.
type OfficeKind string

const (
	OfficeBP3MI    OfficeKind = "bp3mi"    // the ministry's office of a province
	OfficeP4MI     OfficeKind = "p4mi"     // a post of it in a regency, port or airport
	OfficeLTSA     OfficeKind = "ltsa"     // counters of several offices in one place
	OfficeMinistry OfficeKind = "ministry" // the head office
)

// OfficeKinds are the kinds of offices, in the order in which they are shown.
var OfficeKinds = closed.Set[OfficeKind]{
	{Word: OfficeBP3MI, Means: "the ministry's office of a province"},
	{Word: OfficeP4MI, Means: "a post of it in a regency, port or airport"},
	{Word: OfficeLTSA, Means: "counters of several offices in one place"},
	{Word: OfficeMinistry, Means: "the head office"},
}

// Closed lists the kinds.
func (OfficeKind) Closed() []closed.Entry { return OfficeKinds.Entries() }

// Status is whether an office works.
type Status string

// StatusWorking offices are the only ones that are shown.
const StatusWorking Status = "working"

// Statuses are what is known of the work of an office.
var Statuses = closed.Set[Status]{
	{Word: StatusWorking, Means: "it works"},
	{Word: "planned", Means: "it is planned"},
	{Word: "announced", Means: "it was announced, and no source says that it works"},
}

// Closed lists them.
func (Status) Closed() []closed.Entry { return Statuses.Entries() }

// Office is one regional office for migrant workers in Indonesia.
type Office struct {
	ID         OfficeID        `yaml:"id,required"`
	Kind       OfficeKind      `yaml:"kind,required"`
	Name       string          `yaml:"name,required"`
	Status     Status          `yaml:"status,required"` // working; or planned, announced: never shown
	StatusSaid string          `yaml:"status_said"`     // the same as the source says it
	Province   string          `yaml:"province"`
	City       string          `yaml:"city"`    // "" where no source says it
	Serves     []string        `yaml:"serves"`  // provinces and regencies besides the province of a BP3MI and the city of a post
	Address    string          `yaml:"address"` // as far as it is known
	Numbers    []PhoneNumber   `yaml:"numbers"`
	Email      string          `yaml:"email"`
	Web        string          `yaml:"web"`
	HoursSaid  string          `yaml:"hours_said"`
	Visibility Visibility      `yaml:"show,required"`                // yes, caveat, link (its name only), no
	Mind       string          `yaml:"mind"`                         // for maintainers of the list
	Confidence Confidence      `yaml:"confidence"`                   // that it exists and is named rightly
	ReadOn     string          `yaml:"checked,required" is:"date"`   // ISO date on which somebody last read the sources
	ReviewBy   string          `yaml:"review_by,required" is:"date"` // ISO date
	Sources    []Source        `yaml:"sources,required"`
	DoNotUse   []RefusedNumber `yaml:"do_not_use"`
}

// IsVisible reports whether an office may be named at all: it works, and its
// existence is not doubtful.
func (o Office) IsVisible() bool { return o.Visibility != ShowNever && o.Confidence != ConfidenceLow }

// Usable lists the numbers that may be shown.
func (o Office) Usable() []PhoneNumber {
	return Channel{Visibility: o.Visibility, Numbers: o.Numbers}.Usable()
}

// VisibleAddress is the address that may be shown, "" where only the name may.
func (o Office) VisibleAddress() string {
	if o.Visibility == ShowLink || o.Visibility == ShowNever {
		return ""
	}
	return o.Address
}

// Province is a province with its regencies and towns.
type Province struct {
	Name      string              `yaml:"name"`
	Also      []string            `yaml:"also"`      // other names that people type
	Regencies []string            `yaml:"regencies"` // regencies and towns, without "Kabupaten" and "Kota"
	Towns     map[string][]string `yaml:"towns"`     // a regency: towns, islands and short names of it
}

// Year is the newest year in which a source named the office, Undated when none shows
// one.
func (o Office) Year() string {
	year := UndatedYear
	for _, s := range o.Sources {
		year = newer(year, s.Year())
	}
	return year
}
