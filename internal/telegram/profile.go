package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"cekloker/internal/chat"
	"cekloker/internal/say"
	"cekloker/internal/session"
	"cekloker/internal/talk"
)

// commands are the commands in Telegram's menu of private chats, in this order; each
// has a sentence "profile.<command>". The bot understands more.
var commands = [...]string{"start", "cek", "kontak", "keluarga", "tips", "privasi", "bahasa", "hapus", "developer_info"}

// groupCommands are the commands in the menu of groups.
var groupCommands = [...]string{"cek"}

// Profile is the bot's name, descriptions and commands for some apps.
type Profile struct {
	App  string // language of the apps, two letters; "" for all that have no other profile
	Lang session.Lang
}

type botCommand struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

// setting is one entry of a profile, with the methods that read and set it.
type setting struct {
	get, set string
	member   string // its name in the parameters, and in the answer unless it is the whole answer
	params   map[string]string
	want     string
	whole    bool
}

// SetProfile sets the name, the descriptions and the commands of the bot in every
// language, as far as they differ. A server may lack one of the methods.
func SetProfile(ctx context.Context, c *Client, speaker *say.Speaker, profiles []Profile, observe chat.Observer) {
	for _, p := range profiles {
		all, err := profileSettings(speaker, p.App, p.Lang)
		if err != nil {
			observe.Failed("profile", err)
			return
		}
		for _, s := range all {
			err := c.applySetting(ctx, s)
			var e *Error
			switch {
			case err == nil:
			case ctx.Err() != nil:
				return
			case errors.As(err, &e) && e.Code == http.StatusTooManyRequests:
				observe.Failed("profile", err)
				return // the profile stays as it was; the next start tries again
			default:
				observe.Failed("profile", err)
			}
		}
	}
}

// applySetting sets one entry unless it is set already.
func (c *Client) applySetting(ctx context.Context, s setting) error {
	if raw, err := c.call(ctx, s.get, s.params); err == nil && s.matches(raw) {
		return nil
	}
	params := map[string]string{s.member: s.want}
	for k, v := range s.params {
		params[k] = v
	}
	_, err := c.call(ctx, s.set, params)
	return err
}

// matches reports whether an answer shows the wanted entry.
func (s setting) matches(raw json.RawMessage) bool {
	if s.whole {
		var have []botCommand
		if json.Unmarshal(raw, &have) != nil {
			return false
		}
		now, err := json.Marshal(have)
		return err == nil && string(now) == s.want
	}
	var have map[string]string
	return json.Unmarshal(raw, &have) == nil && have[s.member] == s.want
}

// profileSettings returns all entries for one language.
func profileSettings(speaker *say.Speaker, code string, lang session.Lang) ([]setting, error) {
	base := map[string]string{}
	if code != "" {
		base["language_code"] = code
	}
	var out []setting
	for _, t := range [...]struct {
		id       talk.SentenceID
		get, set string
		member   string
	}{
		{"profile.name", "getMyName", "setMyName", "name"},
		{"profile.description", "getMyDescription", "setMyDescription", "description"},
		{"profile.short", "getMyShortDescription", "setMyShortDescription", "short_description"},
	} {
		text, err := speaker.Line(lang, t.id, nil)
		if err != nil {
			return nil, err
		}
		out = append(out, setting{get: t.get, set: t.set, member: t.member, params: base, want: text})
	}
	for scope, names := range map[string][]string{"all_private_chats": commands[:], "all_group_chats": groupCommands[:]} {
		list := make([]botCommand, 0, len(names))
		for _, name := range names {
			text, err := speaker.Line(lang, talk.SentenceID("profile."+name), nil)
			if err != nil {
				return nil, err
			}
			list = append(list, botCommand{name, text})
		}
		want, err := json.Marshal(list)
		if err != nil {
			return nil, err
		}
		params := map[string]string{"scope": `{"type":"` + scope + `"}`}
		for k, v := range base {
			params[k] = v
		}
		out = append(out, setting{get: "getMyCommands", set: "setMyCommands", member: "commands", params: params, want: string(want), whole: true})
	}
	return out, nil
}
