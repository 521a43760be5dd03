package localapi

import (
	"encoding/json"
	"strings"
)

// executeProfile sets or returns an entry of the bot's profile. An entry that is not set
// for a language is that of all languages. s.mu is held.
func (s *Server) executeProfile(c Call) (any, *CallFailure) {
	what, setting := strings.CutPrefix(c.Method, "set")
	what = strings.TrimPrefix(what, "get")
	lang := c.Params["language_code"]
	if lang != "" && len(lang) != 2 {
		return nil, badRequest("invalid language code specified")
	}
	var scope struct {
		Type string `json:"type"`
	}
	if p := c.Params["scope"]; p != "" {
		_ = json.Unmarshal([]byte(p), &scope) // the table has checked it already
	}
	if scope.Type == "default" {
		scope.Type = ""
	}
	key := func(lang string) string { return what + " " + scope.Type + " " + lang }
	member := map[string]string{"MyCommands": "commands", "MyName": "name", "MyDescription": "description", "MyShortDescription": "short_description"}[what]
	if setting {
		s.profile[key(lang)] = c.Params[member]
		s.notifyWaiters(nil)
		return true, nil
	}
	value := s.profile[key(lang)]
	if what == "MyCommands" {
		if value == "" {
			value = "[]"
		}
		return json.RawMessage(value), nil
	}
	if value == "" {
		value = s.profile[key("")]
	}
	return map[string]any{member: value}, nil
}

// Profile returns an entry of the profile for a scope ("default" is "") and a
// language.
func (s *Server) Profile(what, scope, lang string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.profile[what+" "+scope+" "+lang]
}
