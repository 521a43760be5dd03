package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"cekloker/internal/chat"
	"cekloker/internal/content"
	"cekloker/internal/picture"
	"cekloker/internal/talk"
	"cekloker/internal/telegram"
)

// readPictureCmd is the child process that opens one picture.
type readPictureCmd struct{}

func (readPictureCmd) Run(p *program) error { return picture.ServeOne(p.in, p.out) }

// picture judges what stands in a picture.
func (c *judgeCmd) picture(p *program, got *content.Content) error {
	if c.File != "" || c.JSONL {
		return errors.New("--image judges one picture; leave the other file and --jsonl out")
	}
	f, err := os.Open(c.Image)
	if err != nil {
		return fmt.Errorf("read the picture: %w", err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, picture.MaxBytes+1))
	if err != nil {
		return fmt.Errorf("read the picture: %w", err)
	}
	if err := picture.Available(p.ctx); err != nil {
		return err
	}
	read, err := picture.Reader{}.Read(p.ctx, b)
	if err != nil {
		return err
	}
	e := pictureEvent(read)
	if strings.TrimSpace(e.Text.Joined()) == "" && len(e.Text.Links) == 0 {
		return errors.New("no words could be read in the picture; copy them by hand, or answer the questions in the chat")
	}
	if c.JSON {
		return printJSON(p.out, judge(got.Book, "", e.Text))
	}
	return c.words(p, got, e)
}

// pictureEvent is the event of a picture that was read. In a chat the words of the other
// side are the offer.
func pictureEvent(read picture.Recognized) talk.Event {
	text := talk.Text{Quoted: read.Text(), Links: read.Codes, Unsure: read.Unsure()}
	if others := read.Others(); read.Chat && strings.TrimSpace(others) != "" {
		text.Quoted, text.Beside = others, read.Own()
	}
	return talk.Event{Kind: talk.EventPictureRead, Text: text}
}

// pictureReader returns how a serving bot reads pictures, nil when it cannot.
func (v serveConfig) pictureReader(client *telegram.Client) chat.PictureReader {
	open := v.read
	if open == nil {
		if err := picture.Available(context.Background()); err != nil {
			v.monitor.SetPicturesUnread(err.Error())
			return nil
		}
		open = picture.Reader{}.Read
	}
	return func(ctx context.Context, file string) talk.Event {
		failed := talk.Event{Kind: talk.EventPictureRead, What: talk.PictureFailed}
		b, err := client.Download(ctx, file)
		if err != nil {
			v.monitor.Failed("download", err)
			return failed
		}
		read, err := open(ctx, b)
		if err != nil {
			v.monitor.Failed("picture", err)
			return failed
		}
		return pictureEvent(read)
	}
}
