package money

import (
	"strings"

	"cekloker/internal/words"
)

// SumRole is what a sum in an offer is. It follows from the nearest word about money in
// the same sentence, and from who pays.
type SumRole string

// The roles of sums.
const (
	RolePay      SumRole = "pay"
	RoleFee      SumRole = "fee"      // the worker pays it before the work begins
	RoleDeposit  SumRole = "deposit"  // the same, and it is said to come back
	RoleOfficial SumRole = "official" // an office, a clinic or a school charges it by rule: test, visa, passport, check-up
	RoleOther    SumRole = "other"    // prices, bonuses, savings, what the employer pays
)

// Sum is one amount of a text and what it is. From and To are tokens, the word that
// tells the role included.
type Sum struct {
	Money    Money
	Role     SumRole
	From, To int
}

// Words that tell the role of a sum that follows them.
var (
	feeWords = wordSet(`biaya bayar membayar bayarin dibayarkan setor menyetor disetor transfer transferkan mentransfer dp lunasi melunasi pelunasan pendaftaran registrasi
		administrasi adm formulir seragam atribut modul diminta dimintai tarif charged pelicin tebus kit ongkos insurance clearance materai mahar pembayaran payment
		processing sponsorship ditalangi dipungut memungut mungut muka upfront ditransfer`)
	nearFeeWords  = wordSet(`daftar minta meminta siapkan siapin menyiapkan send submit cover titip titipkan serahkan courier jasa masukkan masukin isi registration`) // within three words of the sum
	depositWords  = wordSet(`deposit jaminan garansi`)
	officialWords = wordSet(`ujian exam eps topik medical mcu medikal paspor passport skck visa imigrasi klinik les kursus jft jlpt ielts toefl tokutei bst vaksin legalisir apostille test bpjs tiket ticket
		psikotes rontgen ssw penempatan coe`)
	officialPayees = wordSet(`virtual va negara kwitansi kuitansi rincian rinciannya resmi official receipt receipts aturan klinik imigrasi loket koperasi bpd pnbp simponi clinic immigration`)
	toPay          = wordSet(`to must only just please should i and first only`) // before "pay" when the worker does
	feeAfter       = wordSet(`dulu dahulu dimuka upfront first pendaftaran administrasi seragam atribut hangus pelicin dp`)
	depositAfter   = wordSet(`jaminan deposit`)
	payerWords     = wordSet(`majikan perusahaan kantor company employer kaisha user ditanggung ditanggungkan covered`)
	otherWords     = wordSet(`gives give given gave harga harganya jual dijual nego diskon sewa ongkir bonus komisi insentif omzet omset tunjangan lembur tabungan cicilan motor harga price rent hadiah untung laba denda tebusan modal
		dikasih diberi dapat ditinggal kasbon ganti potong dipotong potongan utang hutang hemat target budget pinjaman asuransi beasiswa`)
	rentWords   = wordSet(`kos kost kosan kontrakan sewa kamar homestay penyewa rent rental`) // sums about a room are its price
	backWords   = wordSet(`reimburse reimbursed direimburse diganti dikembalikan refund refunded`)
	errandWords = wordSet(`ongkos bensin transport parkir`) // what the employer's advance is for
	undoes      = wordSet(`ganti mengganti denda motong potong`)
	warnWords   = wordSet(`lapor laporkan tolak abaikan penipu penipuan hoaks scam report`)
	notSums     = wordSet(`orang org jam hari bulan tahun thn kali x km kg pcs meter menit orders order box klik anak pax desember januari februari maret april mei juni juli agustus september oktober november`)
	denies      = wordSet(`tidak bukan tanpa jangan tiada belum anti bebas no not never without don't dont ga gak nggak pernah dilarang menolak nol`)
)

// mostSums bounds how many sums of one text are read.
const mostSums = 40

// Sums lists the sums of a text and their roles. Tokens are those of words.TokenizedText, with
// slang undone.
func Sums(tokens []words.Token) []Sum {
	var out []Sum
	for i := 0; i < len(tokens) && len(out) < mostSums; {
		a, found := amountAt(tokens, i)
		if !found {
			i++
			continue
		}
		if s := roleOf(tokens, a); s.Role != "" {
			out = append(out, s)
		}
		i = max(a.to, i+1)
	}
	return out
}

// roleOf tells the role of one sum; the role is empty if nothing tells it or the number
// is no sum of money.
func roleOf(tokens []words.Token, a amount) Sum {
	s := Sum{Money: a.money, From: a.from, To: a.to}
	cue := -1
	official := false
	for back := 1; back <= reach && a.from-back >= 0; back++ {
		at := a.from - back
		t := tokens[at]
		switch {
		case t.Text == "pay" && at > 0 && toPay[tokens[at-1].Text]:
			s.Role = RoleFee
		case payWords[t.Text] && t.Text != "paid", getWords[t.Text] && back <= 2:
			s.Role = RolePay
		case officialWords[t.Text]:
			official = true
		case depositWords[t.Text]:
			s.Role = RoleDeposit
		case feeWords[t.Text], nearFeeWords[t.Text] && back <= 3:
			s.Role = RoleFee
		case otherWords[t.Text] && back <= 4:
			s.Role = RoleOther
		}
		if s.Role != "" {
			cue = at
			break
		}
		if tokens[at].First {
			break
		}
	}
	if cue < 0 && s.after(tokens, a) == "" {
		return s
	}
	if s.Role != RoleFee && s.Role != RoleDeposit {
		return s
	}
	asks := cue >= 0 && a.from-cue <= 2
	after := ""
	if a.to < len(tokens) {
		after = tokens[a.to].Text
	}
	switch {
	case after == "%", anyIn(tokens, a.from-reach, a.to+reach, rentWords):
		s.Role = RoleOther
	case !a.sure && !(asks && bare(tokens, a)):
		s.Role = ""
	case a.money.Period != "", after == "/", after == "per":
		s.Role = RolePay
	case cue >= 0 && denied(tokens, cue) || deniedAfter(tokens, a.to), anyIn(tokens, a.from, a.to+9, warnWords):
		s.Role = RoleOther
	case cue > 0 && undoes[tokens[cue-1].Text], anyIn(tokens, a.to, a.to+3, errandWords), after == "x":
		s.Role = RoleOther
	case anyIn(tokens, max(cue, a.from-reach), a.to+4, payerWords):
		s.Role = RoleOther
	case anyIn(tokens, a.to, a.to+9, backWords): // money that they promise to give back is lost
	case official || anyIn(tokens, a.from-reach, a.to+5, officialPayees):
		s.Role = RoleOfficial
	}
	if cue >= 0 {
		s.From = cue
	}
	return s
}

// after reads the words behind a sum: "12 juta dulu", "150rb jaminan".
func (s *Sum) after(tokens []words.Token, a amount) SumRole {
	for k := a.to; k < min(a.to+3, len(tokens)) && !tokens[k].First && !tokens[k].Clause; k++ {
		switch {
		case feeAfter[tokens[k].Text]:
			s.Role = RoleFee
		case depositAfter[tokens[k].Text]:
			s.Role = RoleDeposit
		}
		if s.Role != "" {
			s.To = k + 1
			break
		}
	}
	return s.Role
}

// bare reports whether a number without a unit may be thousands or millions of rupiah,
// as people write them after a word for paying: "tarifnya 120", "atribut 350 dulu".
func bare(tokens []words.Token, a amount) bool {
	plain := a.money.Max >= 50 && a.money.Max < 1000 || a.money.Max >= 10_000
	return plain && tokens[a.from].Text[0] != '0' && (a.to >= len(tokens) || !notSums[tokens[a.to].Text] && tokens[a.to].Text != "-")
}

// denied reports whether a word before token i denies it within the clause.
func denied(tokens []words.Token, i int) bool {
	for back := 0; back < 4 && i-back > 0; back++ {
		if tokens[i-back].First || tokens[i-back].Clause {
			return false
		}
		if denies[tokens[i-back-1].Text] {
			return true
		}
	}
	return false
}

// deniedAfter reports whether the words behind a sum say that it is not asked.
func deniedAfter(tokens []words.Token, i int) bool {
	for k := i; k < min(i+3, len(tokens)) && !tokens[k].First; k++ {
		if denies[tokens[k].Text] && tokens[k].Text != "no" {
			return true
		}
	}
	return false
}

// anyIn reports whether one of the tokens of a sentence, from low to top, is in a set.
func anyIn(tokens []words.Token, low, top int, set map[string]bool) bool {
	for k := max(low, 0); k < min(top, len(tokens)); k++ {
		if set[tokens[k].Text] {
			return true
		}
	}
	return false
}

// wordSet makes a set of the words of a list.
func wordSet(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}
