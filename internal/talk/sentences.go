package talk

import (
	"strings"

	"cekloker/internal/closed"
)

// RequiredSentences are the sentences that Go code names, grouped by subject. Content without
// one of them is refused. Only content names the others.
var RequiredSentences = sentences(
	"operators", `
		admin.developer_info admin.failed admin.paused admin.resumed admin.status.aging admin.status.cases admin.status.damaged admin.status.hours
		admin.status.megabytes admin.status.oldest admin.status.paused admin.status.unsent admin.status.unwell admin.status.well admin.unknown admin.which_flow`,
	"cards that are passed on", `
		card.date card.fact card.family card.family.end card.family.intro card.missing card.picture.about card.picture.act card.print.number card.print.scan card.result card.result.ask card.result.calm card.result.end card.result.intro card.result.sign card.sign`,
	"checking an offer", `
		check_offer.merged check_offer.nothing_new check_offer.sample check_offer.sample.text`,
	"buttons and short answers of every flow", `
		common.back common.back_to_result common.cancelled common.case_gone common.changed common.choices common.done_already common.dont_know common.exit common.failed common.failed.code common.help_now
		common.help_word common.late common.menu common.old_button common.per_day common.progress common.per_hour common.per_month common.per_week common.per_year common.too_late
		common.result common.share common.share_whatsapp common.share_picture common.sources common.too_long common.why`,
	"giving an offer", `
		give.ask give.button give.how give.no give.reply give.seen give.seen_mail give.text give.withdraw give.yes`,
	"contacts", `
		contact.both contact.call contact.called contact.closed contact.closed_day contact.code contact.email contact.intro contact.open_whatsapp contact.more contact.one contact.only_call contact.overdue
		contact.own_embassy contact.read contact.read_rest contact.read_undated contact.try_next contact.try_site contact.web contact.whatsapp`,
	"danger", `
		danger.beside danger.beside_picture danger.beside_word danger.self_harm_no`,
	"days of the week", `
		day.friday day.monday day.saturday day.sunday day.thursday day.tuesday day.wednesday`,
	"after exit", `
		exit.how exit.left`,
	"operators: the figures", `
		figures.campaign figures.door_family figures.few figures.line figures.note figures.offer_read figures.safeword figures.title figures.useful_no figures.useful_yes figures.version figures.verdict_l0 figures.verdict_l1 figures.verdict_l2 figures.verdict_l3`,
	"a group", `
		group.alone group.ask group.minor group.open group.picture group.private group.unread`,
	"the language", `
		language.ask language.name`,
	"a flow that an operator paused", `
		pause.goodbye`,
	"pictures", `
		picture.chat picture.code picture.delete picture.deleted picture.facts picture.failed picture.fix picture.hard picture.later picture.message picture.no_facts picture.no_offer picture.nothing
		picture.of_person picture.reading picture.unsure`,
	"the practice round", `
		practice.careful practice.missed practice.same practice.text`,
	"what is kept", `
		privacy.country privacy.now privacy.now.after privacy.now.always privacy.now.family privacy.now.language privacy.now.language_chosen privacy.now.none
		privacy.now.offer privacy.now.other privacy.now.reminder privacy.now.short privacy.now.signs privacy.operator privacy.personal`,
	"the profile of the bot in Telegram", `
		profile.bahasa profile.cek profile.description profile.developer_info profile.hapus profile.keluarga profile.kontak profile.name profile.privasi profile.short
		profile.start profile.tips`,
	"quiet mode", `
		quiet.number`,
	"short answers", `
		reaction.ask_recruiter reaction.corrected reaction.new_result reaction.personal start.doors.already start.doors.check start.doors.family start.doors.tips
		way.number_check`,
	"the text of a report", `
		report.deleted way.contacts`,
	"the reminder", `
		reminder.at reminder.due reminder.stop reminder.stopped`,
	"what was not an answer", `
		talk.ask_person talk.bare_contact talk.behind_news talk.door talk.door_word talk.for_adult talk.got_offer talk.is_offered talk.news talk.not_understood talk.not_understood_again talk.not_understood_here
		talk.not_understood_person talk.not_understood_required talk.not_understood_there talk.nothing_read talk.tell_offer
		talk.open_check talk.open_questions talk.open_tips talk.question talk.told talk.too_fast talk.two_topics talk.unknown_command`,
	"offices at home", `
		topic.office.address topic.office.listed topic.office.read topic.office.town`,
	"what cannot be read", `
		unread.beside unread.contact unread.document unread.location unread.other unread.person_location unread.person_photo unread.picture unread.sticker
		unread.video unread.voice`,
	"the verdict", `
		fact.contract.ask_home verdict.ask_recruiter verdict.ask_recruiter.text verdict.button.another verdict.button.ask_recruiter verdict.button.contacts
		verdict.button.more_questions verdict.button.more_reasons verdict.button.ways_on verdict.button.why verdict.cut verdict.fact verdict.fact_sign
		verdict.facts verdict.facts.which verdict.grave.title verdict.l0.ask_about verdict.l0.checks verdict.l0.checks_home verdict.l0.not_proof verdict.l0.title verdict.l1.ask
		verdict.l1.link verdict.l1.official verdict.l1.send_back verdict.l1.title verdict.l2.title verdict.l2.wait verdict.l3.title verdict.l3.wait verdict.l3.wait_home verdict.limits
		verdict.nothing_read verdict.notice verdict.pay verdict.pay_range verdict.plain.name verdict.plain.pay verdict.plain.then verdict.plain.title verdict.reads.ask verdict.reads.pays
		verdict.reads.place verdict.reads.source verdict.reads.title verdict.reads.until verdict.reason verdict.reason_quoted verdict.reasons.one verdict.reasons.title verdict.thanks
		verdict.unsaid verdict.useless verdict.useless.no_help verdict.useless.too_long verdict.useless.unclear verdict.useless.wrong_level`,
)

// sentences makes a set of pairs: what sentences are about, and their ids.
func sentences(pairs ...string) closed.Set[SentenceID] {
	var out closed.Set[SentenceID]
	for i := 0; i+1 < len(pairs); i += 2 {
		for _, id := range strings.Fields(pairs[i+1]) {
			out = append(out, closed.Member[SentenceID]{Word: SentenceID(id), Means: pairs[i]})
		}
	}
	return out
}
