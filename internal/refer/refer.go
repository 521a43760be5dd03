// Package refer knows which reporting channel fits a situation, a country, a
// nationality, a place and an hour. It decides; it holds no sentence and no
// number of its own: both are content.
package refer

// Ids of the content.
type (
	ChannelID string // file name in flows/channels
	Situation string // abroad_in_danger, relative_missing, suspicious_offer, paid_money, airport, child, suicide, ...
)

// Directory is all channels, checked and ready.
type Directory struct{}
