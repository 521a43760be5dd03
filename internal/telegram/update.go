package telegram

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
		ID    int64  `json:"id"`
		IsBot bool   `json:"is_bot"`
		Lang  string `json:"language_code"`
	}
	chatInfo struct {
		ID   int64  `json:"id"`
		Type string `json:"type"`
	}
	message struct {
		ID       int64     `json:"message_id"`
		From     user      `json:"from"`        // empty in channels
		OfChat   present   `json:"sender_chat"` // written in the name of a group or channel, by a bot of Telegram's
		Chat     chatInfo  `json:"chat"`
		Date     int64     `json:"date"`
		Edited   int64     `json:"edit_date"` // 0 when it never was
		Text     string    `json:"text"`
		Entities []entity  `json:"entities"`
		Caption  string    `json:"caption"`
		CapEnts  []entity  `json:"caption_entities"`
		Origin   present   `json:"forward_origin"`
		OldDate  int64     `json:"forward_date"` // sent, but not in the documentation
		ViaBot   present   `json:"via_bot"`
		Album    string    `json:"media_group_id"`
		Reply    *message  `json:"reply_to_message"`
		External *external `json:"external_reply"`
		Quote    *struct {
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
		parts
		media
	}
	// external is the message of another chat that is replied to. Telegram sends its
	// words only when they are quoted.
	external struct {
		Preview preview `json:"link_preview_options"`
		parts
		media
	}
	// parts are words that a message holds elsewhere than in its text, see words.go.
	parts struct {
		Poll *struct {
			Question    string `json:"question"`
			Description string `json:"description"`
			Options     []struct {
				Text string `json:"text"`
			} `json:"options"`
		} `json:"poll"`
		Checklist *struct {
			Title string `json:"title"`
			Tasks []struct {
				Text string `json:"text"`
			} `json:"tasks"`
		} `json:"checklist"`
		Rich *richText `json:"rich_message"`
	}
	// media says what a message is apart from words.
	media struct {
		Photo    photo    `json:"photo"`
		Live     present  `json:"live_photo"`
		Voice    present  `json:"voice"`
		Audio    present  `json:"audio"`
		Document document `json:"document"`
		Video    present  `json:"video"`
		Note     present  `json:"video_note"`
		Motion   present  `json:"animation"`
		Sticker  present  `json:"sticker"`
		Contact  present  `json:"contact"`
		Location present  `json:"location"`
		Venue    present  `json:"venue"`
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
