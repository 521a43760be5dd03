package main

import (
	"testing"

	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// firstAnswers are conversations whose last answer many people see first, by language.
var firstAnswers = map[string]map[session.Lang][]string{
	"start":                {"id": {"/start"}, "en": {"/start"}},
	"where to paste":       {"id": {"/start", "1"}, "en": {"/start", "1"}},
	"help fast":            {"id": {"/start", "0"}, "en": {"/start", "0"}},
	"a mother":             {"id": {"anak saya kerja di thailand sudah seminggu hp nya tidak aktif"}, "en": {"my son works in thailand, his phone has been off for a week"}},
	"a mother, asked":      {"id": {"anak saya kerja di kamboja udah dua minggu gak ada kabar"}, "en": {"my son works in cambodia, no news for two weeks"}},
	"a mother, yes":        {"id": {"anak saya kerja di kamboja udah dua minggu gak ada kabar", "ya, anak saya"}, "en": {"my son works in cambodia, no news for two weeks", "yes, someone else"}},
	"paid":                 {"id": {"sudah bayar 5 juta ke agen"}, "en": {"i already paid 5 million to the agent"}},
	"fear":                 {"id": {"aku takut"}, "en": {"i am scared"}},
	"not understood":       {"id": {"asdfgh qwerty"}, "en": {"asdfgh qwerty"}},
	"not understood twice": {"id": {"asdfgh qwerty", "zxcvb poiuy"}, "en": {"asdfgh qwerty", "zxcvb poiuy"}},
	"not understood again": {"id": {"asdfgh qwerty", "zxcvb poiuy", "lkjhg mnbv"}, "en": {"asdfgh qwerty", "zxcvb poiuy", "lkjhg mnbv"}},
	"contacts":             {"id": {"kontak"}, "en": {"contacts"}},
	"contacts in a check":  {"id": {"/cek", "kontak"}, "en": {"/cek", "contacts"}},
	"contacts for what":    {"id": {"/start", "mau lapor agen"}, "en": {"/start", "i want to report a recruiter"}},
	"family":               {"id": {"keluarga"}, "en": {"family"}},
	"family, when":         {"id": {"keluarga", "kamboja"}, "en": {"family", "cambodia"}},
	"family, not left":     {"id": {"keluarga", "belum berangkat"}, "en": {"family", "not left yet"}},
	"family, urgent":       {"id": {"keluarga", "kamboja", "hilang"}, "en": {"family", "cambodia", "lost"}},
	"family, threat":       {"id": {"keluarga", "myanmar", "1", "2", "1"}, "en": {"family", "myanmar", "1", "2", "1"}},
	"family, money":        {"id": {"keluarga", "kamboja", "1", "2", "2", "1"}, "en": {"family", "cambodia", "1", "2", "2", "1"}},
	"family, likely":       {"id": {"keluarga", "kamboja", "3", "2", "2", "2", "2", "1"}, "en": {"family", "cambodia", "3", "2", "2", "2", "2", "1"}},
	"family, unclear":      {"id": {"keluarga", "kamboja", "3", "lihat hasil"}, "en": {"family", "cambodia", "3", "see the result"}},
	"family, few":          {"id": {"keluarga", "kamboja", "1", "lihat hasil"}, "en": {"family", "cambodia", "1", "see the result"}},
	"family, no answers":   {"id": {"keluarga", "lihat hasil"}, "en": {"family", "see the result"}},
	"already":              {"id": {"/start", "2"}, "en": {"/start", "2"}},
	"family, its signs":    {"id": {"keluarga", "kamboja", "hilang", "tandanya"}, "en": {"family", "cambodia", "lost", "the signs"}},
	"held":                 {"id": {"saya disekap di kamboja", "1"}, "en": {"they locked me up in cambodia, help me", "1"}},
	"violence at home":     {"id": {"suami saya mukulin saya tiap hari", "ya"}, "en": {"my husband beats me every day", "yes"}},
	"pictures":             {"id": {"foto telanjang saya mau disebar", "ya saya"}, "en": {"someone wants to spread my nude photos", "yes, me"}},
	"family threatened":    {"id": {"agen ngancam keluarga saya", "ya"}, "en": {"the agent threatens my family", "yes"}},
	"forced":               {"id": {"saya dipaksa melayani tamu di kamboja", "ya"}, "en": {"i am forced to sleep with guests in cambodia", "yes"}},
	"pregnant and held":    {"id": {"saya hamil 5 bulan di kamboja dan tidak boleh ke dokter", "ya"}, "en": {"i am pregnant in cambodia and they do not let me see a doctor", "yes"}},
	"sixteen and held":     {"id": {"saya 16 tahun dikurung di kamboja", "ya"}, "en": {"i am 16 and locked up in cambodia", "yes"}},
	"a child held":         {"id": {"anak saya 15 tahun dikurung di kamboja", "ya"}, "en": {"my son is 15 and locked up in cambodia", "yes"}},
	"a relative's ransom":  {"id": {"adik saya disekap di kamboja, harus bayar dulu baru boleh pulang", "ya"}, "en": {"my brother is held in cambodia, we must pay before he can go home", "yes"}},
	"afraid at an airport": {"id": {"saya takut, sudah di bandara mau diberangkatkan paksa", "ya"}, "en": {"i am at the airport and they force me to leave, i am scared", "yes"}},
	"sixteen and going":    {"id": {"saya 16 tahun"}, "en": {"i am 16 and still in high school"}},
	"deaf":                 {"id": {"saya tuli"}, "en": {"i am deaf"}},
	"a debt":               {"id": {"debt collector datang ke rumah"}, "en": {"i am home and the agent wants me to pay the debt"}},
	"a relative leaves":    {"id": {"adik saya mau berangkat besok ke kamboja"}, "en": {"my brother leaves for cambodia tomorrow, how do i stop him"}},
	"accused":              {"id": {"saya sudah pulang tapi dipanggil polisi"}, "en": {"i came home and the police say i am a suspect"}},
	"already, paid":        {"id": {"/start", "2", "1"}, "en": {"/start", "2", "1"}},
	"already, papers":      {"id": {"/start", "2", "2"}, "en": {"/start", "2", "2"}},
	"already, ticket":      {"id": {"/start", "2", "3"}, "en": {"/start", "2", "3"}},
	"already, airport":     {"id": {"/start", "2", "4"}, "en": {"/start", "2", "4"}},
	"already, arrived":     {"id": {"/start", "2", "5"}, "en": {"/start", "2", "5"}},
	"already, at home":     {"id": {"/start", "2", "6"}, "en": {"/start", "2", "6"}},
	"arrived in Cambodia":  {"id": {"saya sudah sampai di kamboja ternyata kerjanya beda"}, "en": {"i have arrived in cambodia and the work is different"}},
	"tips":                 {"id": {"/tips"}, "en": {"/tips"}},
	"more":                 {"id": {"/start", "5"}, "en": {"/start", "5"}},
	"the list of cards":    {"id": {"/start kartu"}, "en": {"/start kartu"}},
	"background":           {"id": {"/start fakta"}, "en": {"/start fakta"}},
}

// What people see first, whatever they come with, fits one screen of a small phone in both
// languages.
func TestFirstAnswersFitOneScreen(t *testing.T) {
	t.Parallel()
	p := newSmallPhone(t)
	for name, byLang := range firstAnswers {
		for _, lang := range p.content.Langs() {
			s := session.Session{Lang: lang}
			var effects []talk.Effect
			var e talk.Event
			for _, text := range byLang[lang] {
				e = talk.Event{Kind: talk.EventText, At: fitAt, Text: talk.Text{Typed: text}}
				s, effects = p.content.Book.Turn(s, e)
			}
			p.show(t, name, e, effects, lang)
		}
	}
	p.fits(t)
}

// No number breaks over two lines on the smallest phones, wherever it is shown.
func TestNumbersStandOnOneLine(t *testing.T) {
	t.Parallel()
	p := newSmallPhone(t)
	places := map[session.Value]bool{"": true}
	for _, c := range p.content.Channels {
		for _, area := range c.Covers {
			places[session.Value(area)] = true
		}
	}
	for place := range places {
		for _, lang := range p.content.Langs() {
			s := session.Session{Lang: lang, Began: fitAt}.Set(talk.SlotWhere, place)
			e := talk.Event{Kind: talk.EventText, At: fitAt, Text: talk.Text{Typed: "/kontak"}}
			_, effects := p.content.Book.Turn(s, e)
			p.show(t, string(place), e, effects, lang)
		}
	}
	var found struct {
		Numbers int
		Broken  []string
	}
	p.evaluate(t, 320, 640, `(() => {
		const found = { numbers: 0, broken: [] };
		for (const bubble of document.querySelectorAll(".bubble")) {
			const texts = document.createTreeWalker(bubble, NodeFilter.SHOW_TEXT);
			for (let node; (node = texts.nextNode());) for (const number of node.data.matchAll(/\+\d[\d -]{6,}\d/g)) {
				const range = document.createRange();
				range.setStart(node, number.index);
				range.setEnd(node, number.index + number[0].length);
				found.numbers++;
				if (range.getClientRects().length > 1) found.broken.push(number[0]);
			}
		}
		return found;
	})()`, &found)
	if found.Numbers < len(places) || len(found.Broken) > 0 {
		t.Errorf("%d numbers of %d places, of which these stand on two lines: %q", found.Numbers, len(places), found.Broken)
	}
}
