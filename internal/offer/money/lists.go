package money

// Units are what a number may be glued to ("14jt", "500usd", "8jam").
var Units = map[string]bool{
	"jt": true, "juta": true, "jutaan": true, "jta": true, "jtan": true, "mio": true, "million": true, "mil": true, "k": true, "rb": true, "rbu": true, "ribu": true, "ribuan": true,
	"usd": true, "usdt": true, "rm": true, "thn": true, "th": true, "tahun": true, "bln": true, "u": true, "m": true, "yuan": true, "baht": true, "yen": true, "won": true,
	"digit": true, "x": true, "jam": true, "hari": true, "hr": true, "s": true, "sgd": true, "hkd": true, "ntd": true, "riyal": true, "dirham": true, "peso": true, "tk": true, "vnd": true,
	"dolar": true, "dollar": true, "ringgit": true, "euro": true, "yuta": true, "yt": true, "jute": true,
}

// Unit reports whether a word is a unit, a multiple, a currency or a period of money.
func Unit(word string) bool {
	if Units[word] || multiples[word] > 0 || periods[word] != "" {
		return true
	}
	_, ok := CurrencyWords[word]
	return ok
}

// multiples are the words that stand for noughts.
var multiples = map[string]int64{
	"jt": 1e6, "juta": 1e6, "jutaan": 1e6, "jta": 1e6, "jtan": 1e6, "mio": 1e6, "million": 1e6, "mil": 1e6, "yuta": 1e6, "yt": 1e6, "jute": 1e6,
	"k": 1e3, "rb": 1e3, "rbu": 1e3, "ribu": 1e3, "ribuan": 1e3, "thousand": 1e3,
}

// CurrencyWords are the ways to write a currency, before or after the number. ""
// is the beginning of one ("us" in "us $").
var CurrencyWords = map[string]string{
	"rp": "IDR", "idr": "IDR", "rupiah": "IDR", "usd": "USD", "us": "", "as": "", "$": "USD", "dollar": "USD", "dollars": "USD", "dolar": "USD", "dolars": "USD", "u": "USD", "usdt": "USD",
	"rm": "MYR", "myr": "MYR", "ringgit": "MYR", "sgd": "SGD", "hkd": "HKD", "ntd": "TWD", "nt": "TWD", "twd": "TWD", "thb": "THB", "baht": "THB", "bath": "THB", "฿": "THB",
	"php": "PHP", "peso": "PHP", "pesos": "PHP", "piso": "PHP", "₱": "PHP", "jpy": "JPY", "yen": "JPY", "¥": "JPY", "krw": "KRW", "won": "KRW", "₩": "KRW",
	"sar": "SAR", "riyal": "SAR", "real": "SAR", "rial": "SAR", "aed": "AED", "dirham": "AED", "dirhams": "AED", "eur": "EUR", "euro": "EUR", "euros": "EUR", "€": "EUR", "£": "GBP", "gbp": "GBP",
	"rmb": "CNY", "cny": "CNY", "yuan": "CNY", "vnd": "VND", "bnd": "BND", "try": "TRY", "pln": "PLN", "zloty": "PLN", "qar": "QAR", "aud": "AUD", "nzd": "NZD", "cad": "CAD",
	"tk": "BDT", "taka": "BDT", "bdt": "BDT", "inr": "INR", "rs": "INR", "rupees": "INR", "mvr": "MVR", "kwd": "KWD", "omr": "OMR", "lak": "LAK", "zar": "ZAR",
}

// dollars and riyals are told apart by the word beside them.
var beside = map[string]map[string]string{
	"USD": {
		"singapura": "SGD", "singapore": "SGD", "sing": "SGD", "s": "SGD", "hongkong": "HKD", "hong": "HKD", "hk": "HKD", "taiwan": "TWD", "nt": "TWD",
		"australia": "AUD", "aud": "AUD", "a": "AUD", "selandia": "NZD", "kanada": "CAD", "canada": "CAD", "brunei": "BND", "b": "BND",
	},
	"SAR": {"qatar": "QAR", "oman": "OMR"},
}

var periods = map[string]string{
	"jam": "hour", "hour": "hour", "hourly": "hour", "hr": "hour", "hari": "day", "day": "day", "daily": "day", "harian": "day", "araw": "day", "minggu": "week", "week": "week", "weekly": "week", "mingguan": "week", "linggo": "week",
	"bulan": "month", "month": "month", "monthly": "month", "bulanan": "month", "perbulan": "month", "sebulan": "month", "mo": "month", "bwan": "month", "buwan": "month", "bln": "month", "bl": "month", "perhari": "day", "sehari": "day", "perjam": "hour",
	"perminggu": "week", "seminggu": "week", "tahun": "year", "thn": "year", "th": "year", "year": "year", "yearly": "year", "pertahun": "year", "setahun": "year", "annum": "year", "annually": "year",
}

// payWords precede pay, notPay precede other money.
var (
	payWords = map[string]bool{
		"gaji": true, "gapok": true, "upah": true, "salary": true, "pay": true, "pays": true, "paying": true, "paid": true, "thp": true, "penghasilan": true, "income": true, "pendapatan": true, "wage": true, "wages": true,
		"earn": true, "earning": true, "earnings": true, "bergaji": true, "digaji": true, "honor": true, "compensation": true, "remuneration": true, "sueldo": true, "sahod": true, "sweldo": true,
		"dibayar": true, "bayaran": true, "kisaran": true, "salaries": true,
	}
	// getWords directly precede a sum that the worker gets.
	getWords = map[string]bool{"dapat": true, "mendapat": true, "mendapatkan": true, "memperoleh": true, "receive": true, "menghasilkan": true, "get": true}
	notPay   = map[string]bool{
		"biaya": true, "bayar": true, "membayar": true, "transfer": true, "deposit": true, "dp": true, "denda": true, "tebusan": true, "bonus": true, "komisi": true, "modal": true,
		"admin": true, "administrasi": true, "potongan": true, "fee": true, "fees": true, "penalty": true, "fine": true, "commission": true, "commissions": true, "allowance": true, "tunjangan": true, "jaminan": true,
		"tarif": true, "setor": true, "menyetor": true, "investasi": true, "top": true, "refund": true, "uang": true, "cost": true, "charge": true, "saldo": true, "pinjaman": true, "ongkos": true,
		"omzet": true, "omset": true, "aset": true, "revenue": true, "asuransi": true, "insentif": true, "nagbayad": true, "utang": true, "hutang": true, "dibekali": true, "dikasih": true, "invest": true,
		"komisen": true, "bayad": true, "lembur": true, "overtime": true, "sales": true, "funding": true, "valued": true, "budget": true,
	}
)

// numerals are numbers as they are spoken.
var numerals = map[string]float64{
	"satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9, "sepuluh": 10, "sebelas": 11,
	"rong": 2, "telung": 3, "patang": 4, "limang": 5, "limo": 5, "nem": 6, "pitung": 7, "wolung": 8, "sangang": 9, "selawe": 25, "ampa": 4, "anam": 6, "genep": 6, "dalapan": 8,
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20,
}
