package talk

import "cekloker/internal/refer"

// officeTopic is the answer to the question for an office.
const officeTopic = "office_near"

// asksOffice answers a message that asks for an office at home and for nothing else:
// "BP3MI terdekat", "kantor di Indramayu", "Indramayu".
func (t *turn) asksOffice() bool {
	text, all := t.event.Text.Typed, t.book.Offices
	inOffer := t.checking() && !all.NamesOffice(text) // a bare place is where its work is
	return t.event.What == "" && !inOffer && all.Asks(text) && t.topic(officeTopic)
}

// officeBlocks write the offices that serve a place, and below them from which years
// this is known.
func officeBlocks(found refer.OfficeResult) []Block {
	var out []Block
	var years []string
	for _, o := range found.Offices {
		b := Block{ID: "contact.one", Args: Args{"name": WordsArg(o.Name)}}
		switch {
		case o.VisibleAddress() != "":
			b.Lines = append(b.Lines, Item{ID: "topic.office.address", Args: Args{"address": WordsArg(o.VisibleAddress())}})
		case o.City != "" && o.City != found.Place:
			b.Lines = append(b.Lines, Item{ID: "topic.office.town", Args: Args{"town": WordsArg(o.City)}})
		default:
			b.Lines = append(b.Lines, Item{ID: "topic.office.listed"})
		}
		for _, n := range o.Usable() {
			id := SentenceID("contact.call")
			if n.Way == refer.WayWhatsApp {
				id = "contact.whatsapp"
			}
			b.Lines = append(b.Lines, Item{ID: id, Args: Args{"number": PhoneArg(n.Number)}})
		}
		if year := o.Year(); year != refer.UndatedYear {
			years = append(years, year)
		}
		out = append(out, b)
	}
	if len(years) > 0 {
		out = append(out, Block{ID: "topic.office.read", Args: Args{"year": yearsOf(years)}})
	}
	return out
}
