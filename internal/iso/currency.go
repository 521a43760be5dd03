package iso

import "cekloker/internal/closed"

// Currency is a code of ISO 4217.
type Currency string

// Closed lists the codes.
func (Currency) Closed() []closed.Entry { return Currencies.Entries() }

// Currencies are those in which pay, wages and fines of this content are counted.
var Currencies = closed.Set[Currency]{
	{Word: "AED", Means: "dirham of the United Arab Emirates"},
	{Word: "AUD", Means: "Australian dollar"},
	{Word: "BDT", Means: "taka of Bangladesh"},
	{Word: "BND", Means: "Brunei dollar"},
	{Word: "CAD", Means: "Canadian dollar"},
	{Word: "CHF", Means: "Swiss franc"},
	{Word: "CNY", Means: "yuan of China"},
	{Word: "EGP", Means: "Egyptian pound"},
	{Word: "EUR", Means: "euro"},
	{Word: "GBP", Means: "British pound"},
	{Word: "HKD", Means: "Hong Kong dollar"},
	{Word: "HUF", Means: "forint of Hungary"},
	{Word: "IDR", Means: "rupiah of Indonesia"},
	{Word: "INR", Means: "Indian rupee"},
	{Word: "JPY", Means: "yen of Japan"},
	{Word: "JOD", Means: "Jordanian dinar"},
	{Word: "KHR", Means: "riel of Cambodia"},
	{Word: "KRW", Means: "won of South Korea"},
	{Word: "KWD", Means: "Kuwaiti dinar"},
	{Word: "LAK", Means: "kip of Laos"},
	{Word: "MMK", Means: "kyat of Myanmar"},
	{Word: "MOP", Means: "pataca of Macau"},
	{Word: "MVR", Means: "rufiyaa of the Maldives"},
	{Word: "MYR", Means: "ringgit of Malaysia"},
	{Word: "NZD", Means: "New Zealand dollar"},
	{Word: "OMR", Means: "Omani rial"},
	{Word: "PGK", Means: "kina of Papua New Guinea"},
	{Word: "PHP", Means: "Philippine peso"},
	{Word: "PLN", Means: "zloty of Poland"},
	{Word: "QAR", Means: "Qatari riyal"},
	{Word: "RON", Means: "leu of Romania"},
	{Word: "SAR", Means: "Saudi riyal"},
	{Word: "SGD", Means: "Singapore dollar"},
	{Word: "THB", Means: "baht of Thailand"},
	{Word: "TRY", Means: "lira of Turkey"},
	{Word: "TWD", Means: "New Taiwan dollar"},
	{Word: "USD", Means: "US dollar"},
	{Word: "VND", Means: "dong of Vietnam"},
	{Word: "ZAR", Means: "rand of South Africa"},
}
