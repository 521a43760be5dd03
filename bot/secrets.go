package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"cekloker/internal/ops"
)

// token reads the bot's token from the environment or from the file named there. It is
// never a flag, and never part of an error.
func (p program) token() (string, error) {
	if t := strings.TrimSpace(p.env("TELEGRAM_BOT_TOKEN")); t != "" {
		return t, nil
	}
	file := p.env("TELEGRAM_BOT_TOKEN_FILE")
	if file == "" {
		return "", nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("the file in TELEGRAM_BOT_TOKEN_FILE cannot be read; check its path and its owner")
	}
	t := strings.TrimSpace(string(data))
	if t == "" {
		return "", fmt.Errorf("the file in TELEGRAM_BOT_TOKEN_FILE is empty; put the token of @BotFather into it")
	}
	return t, nil
}

// secrets returns what must never be printed.
func (p program) secrets() []string {
	t, _ := p.token()
	_, secret, _ := strings.Cut(t, ":")
	return []string{t, secret}
}

// redacting returns a function that wraps writers so that they hide the secrets.
func redacting(secrets ...string) func(io.Writer) io.Writer {
	r := ops.NewRedactor(secrets...)
	return r.Writer
}
