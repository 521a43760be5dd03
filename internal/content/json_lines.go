package content

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// plainJSON says in plain words what is wrong with a line of JSON.
func plainJSON(err error) error {
	var kind *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &kind) && kind.Field != "":
		return fmt.Errorf("%q cannot be a %s", kind.Field, kind.Value)
	case strings.HasPrefix(err.Error(), "json: unknown field "):
		return errors.New("unknown key " + strings.TrimPrefix(err.Error(), "json: unknown field "))
	}
	return errors.New("it is no JSON object")
}
