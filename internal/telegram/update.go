package telegram

import "encoding/json"

// The parts of an update that the bot reads. Other fields are never decoded, so that
// they cannot be kept by mistake. Telegram adds fields and kinds at any time: unknown
// ones are ignored.
type (
	update struct {
		ID       int64        `json:"update_id"`
		Message  *message     `json:"message"`
		Edited   *message     `json:"edited_message"`
		Callback *callback    `json:"callback_query"`
		Inline   *inlineQuery `json:"inline_query"`
		Member   *member      `json:"my_chat_member"`
	}
	callback struct {
		ID      string   `json:"id"`
		From    user     `json:"from"`
		Data    string   `json:"data"`
		Message *message `json:"message"` // nil under a message sent in inline mode
	}
	inlineQuery struct {
		ID    string `json:"id"`
		From  user   `json:"from"`
		Query string `json:"query"`
	}
	member struct {
		Chat chatInfo `json:"chat"`
		From user     `json:"from"`
		Date int64    `json:"date"`
		New  struct {
			Status string `json:"status"`
		} `json:"new_chat_member"`
	}
	user struct {
		ID   int64  `json:"id"`
		Lang string `json:"language_code"`
	}
	chatInfo struct {
		ID   int64  `json:"id"`
		Type string `json:"type"`
	}
	message struct {
		ID       int64    `json:"message_id"`
		From     user     `json:"from"` // empty in channels
		Chat     chatInfo `json:"chat"`
		Date     int64    `json:"date"`
		Text     string   `json:"text"`
		Entities []entity `json:"entities"`
		Caption  string   `json:"caption"`
		CapEnts  []entity `json:"caption_entities"`
		Origin   present  `json:"forward_origin"`
		OldDate  int64    `json:"forward_date"` // no longer documented, still sent
		ViaBot   present  `json:"via_bot"`
		Album    string   `json:"media_group_id"`
		Reply    *message `json:"reply_to_message"`
		External *struct {
			Preview preview `json:"link_preview_options"`
		} `json:"external_reply"`
		Quote *struct {
			Text     string   `json:"text"`
			Entities []entity `json:"entities"`
		} `json:"quote"`
		Preview preview `json:"link_preview_options"`
		Markup  *struct {
			Rows [][]struct {
				URL   string    `json:"url"`
				Login addressed `json:"login_url"`
				App   addressed `json:"web_app"`
			} `json:"inline_keyboard"`
		} `json:"reply_markup"`
		media
	}
	// media says what a message is apart from words.
	media struct {
		Photo    present `json:"photo"`
		Live     present `json:"live_photo"`
		Voice    present `json:"voice"`
		Audio    present `json:"audio"`
		Document present `json:"document"`
		Video    present `json:"video"`
		Note     present `json:"video_note"`
		Motion   present `json:"animation"`
		Sticker  present `json:"sticker"`
		Contact  present `json:"contact"`
		Location present `json:"location"`
		Venue    present `json:"venue"`
	}
	entity struct {
		Type   string `json:"type"`
		Offset int    `json:"offset"` // UTF-16 code units
		Length int    `json:"length"` // UTF-16 code units
		URL    string `json:"url"`
	}
	preview struct {
		URL string `json:"url"`
	}
	addressed struct {
		URL string `json:"url"`
	}
)

// present tells whether a field is there; its contents are not kept.
type present bool

// UnmarshalJSON notes that the field is there. null counts as absent.
func (g *present) UnmarshalJSON(data []byte) error {
	*g = string(data) != "null"
	return nil
}

// serviceFields are the fields of service messages: nobody wrote them, Telegram
// reports something that happened in the chat. They need no answer.
var serviceFields = [...]string{
	"new_chat_members", "left_chat_member", "new_chat_title", "new_chat_photo", "delete_chat_photo", "group_chat_created",
	"supergroup_chat_created", "channel_chat_created", "message_auto_delete_timer_changed", "migrate_to_chat_id",
	"migrate_from_chat_id", "pinned_message", "chat_background_set", "write_access_allowed", "connected_website",
	"forum_topic_created", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened", "general_forum_topic_hidden",
	"general_forum_topic_unhidden", "video_chat_scheduled", "video_chat_started", "video_chat_ended",
	"video_chat_participants_invited", "proximity_alert_triggered", "boost_added", "paid_message_price_changed",
	"direct_message_price_changed", "chat_owner_left", "chat_owner_changed",
}

// isService reports whether a message without words is a service message.
func isService(raw json.RawMessage) bool {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		return false
	}
	for _, name := range serviceFields {
		if _, ok := fields[name]; ok {
			return true
		}
	}
	return false
}
