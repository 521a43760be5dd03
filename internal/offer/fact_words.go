package offer

import "cekloker/internal/closed"

// factWords are the facts and what each is.
var factWords = closed.Set[Fact]{
	{Word: FactDestination, Means: "ISO 3166 alpha-2 of the work place, \"abroad\" (not said which), \"ID\""},
	{Word: FactWorkPlace, Means: "id in flows/judge/places.yaml of the most telling place of work named"},
	{Word: FactTransit, Means: "ISO code of a country on the way, when another is the destination"},
	{Word: FactPay, Means: "\"min-max CUR period\", or high, usual, low from a button"},
	{Word: FactJob, Means: "kind of work"},
	{Word: FactDemands, Means: "what the work asks of people"},
	{Word: FactRecruiter, Means: "who recruits"},
	{Word: FactCompany, Means: "what is known of the employer"},
	{Word: FactWhoPays, Means: "who pays for the journey"},
	{Word: FactFee, Means: "money asked before the work begins"},
	{Word: FactVisa, Means: "which visa"},
	{Word: FactPassport, Means: "who makes or keeps the passport"},
	{Word: FactContract, Means: "when there is a contract"},
	{Word: FactHurry, Means: "whether one is told to hurry"},
	{Word: FactSecrecy, Means: "whether one is told to keep it secret"},
	{Word: FactContact, Means: "how one gets in touch"},
	{Word: FactPhrases, Means: "set of phrase ids of flows/judge/phrases, sorted"},
}

// AllFacts lists every fact.
var AllFacts = factWords.All()

// Closed lists the facts.
func (Fact) Closed() []closed.Entry { return factWords.Entries() }

// valueWords are what a one-valued fact may hold, the calmest first: when a text
// says two things, the graver one is kept.
var valueWords = map[Fact]closed.Set[string]{
	FactJob: {
		{Word: "other", Means: "other work"},
		{Word: "skilled", Means: "work that needs training"},
		{Word: "factory", Means: "factory or field"},
		{Word: "care", Means: "care or household"},
		{Word: "hospitality", Means: "hotel, restaurant, entertainment"},
		{Word: "sea", Means: "on a ship"},
		{Word: "task", Means: "paid tasks online"},
		{Word: "office_online", Means: "office work at a screen"},
		{Word: "gambling", Means: "gambling"},
	},
	FactDemands: {
		{Word: "skilled", Means: "training or a certificate"},
		{Word: "experience", Means: "experience"},
		{Word: "language", Means: "a language"},
		{Word: "school", Means: "a school leaving certificate"},
		{Word: "none", Means: "nothing"},
	},
	FactRecruiter: {
		{Word: "portal", Means: "a job portal"},
		{Word: "government", Means: "an office of the state"},
		{Word: "p3mi", Means: "a licensed placement company"},
		{Word: "company", Means: "the company itself"},
		{Word: "relative", Means: "a relative"},
		{Word: "friend", Means: "a friend"},
		{Word: "person", Means: "somebody alone"},
		{Word: "online_friend", Means: "somebody known from the internet"},
		{Word: "there_already", Means: "somebody who is there already"},
	},
	FactCompany: {
		{Word: "named", Means: "a name is given"},
		{Word: "p3mi", Means: "a licensed placement company"},
		{Word: "government", Means: "an office of the state"},
		{Word: "big_name", Means: "a well-known company"},
		{Word: "foreign", Means: "a company abroad"},
		{Word: "unnamed", Means: "no name"},
	},
	FactWhoPays: {
		{Word: "employer", Means: "the employer"},
		{Word: "unclear", Means: "not said clearly"},
		{Word: "deducted", Means: "taken from the wage"},
		{Word: "me_before", Means: "the worker, before"},
	},
	FactFee: {
		{Word: "none", Means: "nothing is asked"},
		{Word: "asked", Means: "a fee"},
		{Word: "deposit", Means: "a deposit"},
	},
	FactVisa: {
		{Word: "work", Means: "a work visa"},
		{Word: "later", Means: "after arrival"},
		{Word: "none", Means: "none"},
		{Word: "pilgrim", Means: "a pilgrim visa"},
		{Word: "tourist", Means: "a tourist visa"},
	},
	FactPassport: {
		{Word: "self", Means: "the worker"},
		{Word: "made_by_recruiter", Means: "the recruiter has it made"},
		{Word: "held_by_recruiter", Means: "somebody else keeps it"},
	},
	FactContract: {
		{Word: "before", Means: "before leaving"},
		{Word: "foreign", Means: "in a language the worker does not read"},
		{Word: "later", Means: "after arrival"},
		{Word: "none", Means: "none"},
	},
	FactHurry: {
		{Word: "no", Means: "no"},
		{Word: "yes", Means: "yes"},
	},
	FactSecrecy: {
		{Word: "no", Means: "no"},
		{Word: "yes", Means: "yes"},
	},
	FactContact: {
		{Word: "official", Means: "an official site"},
		{Word: "company_mail", Means: "an address of the company"},
		{Word: "chat_only", Means: "chat only"},
		{Word: "free_mail", Means: "an address that anybody can open"},
		{Word: "shortlink", Means: "a short link"},
		{Word: "foreign_number", Means: "a foreign number"},
		{Word: "hub_number", Means: "a number of Cambodia, Myanmar or Laos"},
		{Word: "lookalike", Means: "an imitation of a company's address"},
	},
	FactPay: {
		{Word: "low", Means: "low"},
		{Word: "usual", Means: "usual"},
		{Word: "high", Means: "high"},
	},
}

// factValues are the values of valueWords.
var factValues = func() map[Fact][]string {
	out := map[Fact][]string{}
	for fact, values := range valueWords {
		out[fact] = values.All()
	}
	return out
}()
