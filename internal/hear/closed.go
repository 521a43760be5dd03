package hear

import "cekloker/internal/closed"

// RuleIntents are the intents that have rules in flows/hear/rules.
var RuleIntents = closed.Set[Intent]{
	{Word: IntentSafeword, Means: "the safe word: contacts at once"},
	{Word: IntentExit, Means: "leaves nothing behind"},
	{Word: IntentDanger, Means: "somebody is in danger"},
	{Word: IntentChannels, Means: "asks for the channels that fit"},
	{Word: IntentMenu, Means: "goes to the main menu"},
	{Word: IntentHelp, Means: "asks what the bot does"},
	{Word: IntentLanguage, Means: "asks for another language"},
}

// Closed lists the kinds.
func (Intent) Closed() []closed.Entry { return RuleIntents.Entries() }

// RuleDangerKinds are the kinds of danger; when several are heard, the first one counts.
var RuleDangerKinds = closed.Set[DangerKind]{
	{Word: DangerSelfHarm, Means: "thoughts of suicide"},
	{Word: DangerRansom, Means: "money is asked so that somebody is let go"},
	{Word: DangerRecruit, Means: "told to bring others"},
	{Word: DangerAirport, Means: "at the airport or on the way, and afraid"},
	{Word: DangerMinor, Means: "somebody under 18"},
	{Word: DangerRelative, Means: "a family tells of somebody who is held or does not answer"},
	{Word: DangerHeld, Means: "the writer cannot leave, is hurt, sold or forced"},
}

// Tiers are the tiers that content may ask for.
var Tiers = closed.Set[Tier]{
	{Word: TierBeside, Means: "the reply comes as always, with a way to help beside it"},
	{Word: TierAsk, Means: "the question about danger takes the reply's place"},
}

// Closed lists the tiers.
func (Tier) Closed() []closed.Entry { return Tiers.Entries() }

// Closed lists the kinds of danger.
func (DangerKind) Closed() []closed.Entry { return RuleDangerKinds.Entries() }
