package talk

// Heard is what a message is, before any flow looks at it.
type Heard string

// What can be heard, in the order in which one beats the next.
const (
	HeardSafeword Heard = "safeword" // PAYUNG, UMBRELLA, a bare tolong, sos, darurat: contacts at once
	HeardExit     Heard = "exit"     // the whole message: KELUAR, HAPUS, EXIT, DELETE, X
	HeardDanger   Heard = "danger"   // ask first: is someone in danger?
	HeardMenu     Heard = "menu"     // menu, batal, kembali ke awal
	HeardHelp     Heard = "help"     // a bare help, bantuan
	HeardLanguage Heard = "language" // bahasa, english, language
	HeardOffer    Heard = "offer"    // an offer to judge
	HeardQuestion Heard = "question" // a question without an offer
	HeardText     Heard = "text"     // anything else: an answer, small talk
)

// Hearing knows the danger, safe and exit phrases of flows/hearing.
type Hearing struct{}

// Hear tells what the words of a message are. Danger inside a text that is an
// offer or news is reported apart, since the question then stands above the
// verdict, not in its place.
func (h *Hearing) Hear(said Said) (heard Heard, dangerInside bool) { return HeardText, false }
