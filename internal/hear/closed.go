package hear

import "cekloker/internal/closed"

// Hearable are the intents that have rules in flows/hear/rules.
var Hearable = closed.Set[Intent]{
	{Word: Safeword, Means: "the safe word: contacts at once"},
	{Word: Exit, Means: "leaves nothing behind"},
	{Word: Danger, Means: "somebody is in danger"},
	{Word: Contacts, Means: "asks for the channels that fit"},
	{Word: Menu, Means: "goes to the main menu"},
	{Word: Help, Means: "asks what the bot does"},
	{Word: Language, Means: "asks for another language"},
}

// Closed lists the kinds.
func (Intent) Closed() []closed.Entry { return Hearable.Entries() }

// Dangers are the kinds of danger; when several are heard, the first one counts.
var Dangers = closed.Set[DangerKind]{
	{Word: SelfHarm, Means: "thoughts of suicide"},
	{Word: Ransom, Means: "money is asked so that somebody is let go"},
	{Word: Recruit, Means: "told to bring others"},
	{Word: Airport, Means: "at the airport or on the way, and afraid"},
	{Word: Minor, Means: "somebody under 18"},
	{Word: Relative, Means: "a family tells of somebody who is held or does not answer"},
	{Word: Held, Means: "the writer cannot leave, is hurt, sold or forced"},
}

// Tiers are the tiers that content may ask for.
var Tiers = closed.Set[Tier]{
	{Word: Beside, Means: "the reply comes as always, with a way to help beside it"},
	{Word: Ask, Means: "the question about danger takes the reply's place"},
}

// Closed lists the tiers.
func (Tier) Closed() []closed.Entry { return Tiers.Entries() }

// DangerKinds lists the kinds of danger in order.
var DangerKinds = Dangers.All()

// Closed lists the kinds of danger.
func (DangerKind) Closed() []closed.Entry { return Dangers.Entries() }
