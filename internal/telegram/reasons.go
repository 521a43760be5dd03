package telegram

import "net/http"

// reasons are what Telegram says of a failure, by a part of it, and how we tell it. Only
// these words reach a log or an operator: the rest of a description may hold what a
// person wrote, a name, or the address of the webhook.
var reasons = [...]struct{ part, words string }{
	{"can't parse entities", "the markup of our message is broken"},
	{"message is too long", "our message is too long"},
	{"text is empty", "our message is empty"},
	{"text must be non-empty", "our message is empty"},
	{"reply markup is too long", "our buttons are too long"},
	{"BUTTON_", "a button of ours is refused"},
	{"keyboard", "our buttons are refused"},
	{"message is not modified", "nothing was changed"},
	{"message to edit not found", "the message to edit is gone"},
	{"message can't be edited", "the message cannot be edited"},
	{"message to delete not found", "the message to delete is gone"},
	{"can't be deleted", "a message cannot be deleted"},
	{"message identifiers", "the messages to delete are refused"},
	{"MESSAGE_ID_INVALID", "the message is gone"},
	{"replied", "the message to answer is gone"},
	{"reply message", "the message to answer is gone"},
	{"query is too old", "the tap is too old"},
	{"blocked by the user", "the person blocked the bot"},
	{"bot was kicked", "the bot was taken out of the group"},
	{"not a member", "the bot is no member"},
	{"not enough rights", "the bot may not write there"},
	{"CHAT_WRITE_FORBIDDEN", "the bot may not write there"},
	{"chat not found", "the chat is not found"},
	{"PEER_ID_INVALID", "the chat is not found"},
	{"deactivated", "the account or the group is closed"},
	{"upgraded to a supergroup", "the group has another id now"},
	{"too many requests", "too many calls"},
	{"terminated by other getUpdates", "another bot polls with this token"},
	{"webhook is active", "a webhook is set"},
	{"HTTPS URL", "the address is not https"},
	{"resolve host", "the name of the host is not found"},
	{"ports", "the port is none that Telegram uses"},
	{"certificate", "the certificate is refused"},
	{"IP address", "the IP address is refused"},
	{"secret token", "the secret has other signs than it may"},
	{"unauthorized", "the token is refused"},
	{"method not found", "the method is unknown"},
}

// reason says in our own words why a call failed.
func (e *Error) reason() string {
	if e.NotBotAPI {
		return "the answer is none of a Bot API server"
	}
	for _, r := range reasons {
		if e.mentions(r.part) {
			return r.words
		}
	}
	switch {
	case e.Code == http.StatusNotFound:
		return "the token or the method is unknown"
	case e.Code >= http.StatusInternalServerError:
		return "a fault of the Bot API server"
	}
	return "for a reason that this program does not know"
}
