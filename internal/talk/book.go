package talk

import (
	"cekloker/internal/flow"
	"cekloker/internal/offer"
	"cekloker/internal/refer"
)

// Book is all content, checked and ready for turns. Package content makes it.
type Book struct {
	Flows    map[flow.ID]*flow.Flow
	Rules    *offer.Rules
	Channels *refer.Directory
	Hearing  *Hearing
}
