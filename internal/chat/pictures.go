package chat

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"cekloker/internal/talk"
)

// Pictures. The turn that receives one commits Telegram's id of its file and answers at
// once. One worker reads one picture after the other, outside all turns; what it finds
// comes as a second event. The turn that takes this event removes the id in the same
// commit, so that a picture is answered once; after the exit, in quiet mode and in
// danger the id is gone, and so is the answer.

// PictureLife is how long a picture waits to be read at most. The person is asked to
// send it again after that.
const PictureLife = 10 * time.Minute

// Picture is one that waits to be read.
type Picture struct {
	Seq     uint64    // its place among the calls of the chat
	File    string    // Telegram's id of the file
	Message int64     // the message that it came with
	Sent    time.Time // when
}

// PictureReader reads the picture of a file of Telegram's. The event has the words that
// were found, or says in What why there are none; it has no time and no message.
type PictureReader func(ctx context.Context, file string) talk.Event

// methodReadPicture marks a picture among the calls of the outbox on disk.
const methodReadPicture = "readPicture"

// Outbox returns what is kept of a chat in the outbox on disk: the unsent calls and the
// pictures that wait, in the order of their numbers.
func (r Records) Outbox() []Call {
	if len(r.Pictures) == 0 {
		return r.Unsent
	}
	out := slices.Clone(r.Unsent)
	for _, p := range r.Pictures {
		out = append(out, Call{Seq: p.Seq, Method: methodReadPicture, After: p.Message, Params: map[string]string{"file_id": p.File}, Made: p.Sent})
	}
	slices.SortFunc(out, func(a, b Call) int {
		if a.Seq < b.Seq {
			return -1
		}
		return 1
	})
	return out
}

// AddOutbox takes what stands in the outbox on disk into the records.
func (r *Records) AddOutbox(calls []Call) {
	for _, c := range calls {
		if c.Method == methodReadPicture {
			r.Pictures = append(r.Pictures, Picture{c.Seq, c.Params["file_id"], c.After, c.Made})
			continue
		}
		r.Unsent = append(r.Unsent, c)
	}
}

// Life is how long a call is kept on disk from when it was made.
func (c Call) Life() time.Duration {
	if c.Method == methodReadPicture {
		return PictureLife
	}
	return UnsentLife
}

// withPictures returns the records after a turn: with the picture that came, without
// those that were read, and without any when the turn drops them.
func (r Records) withPictures(u Update, effects []talk.Effect) Records {
	r.Pictures = slices.DeleteFunc(r.Pictures, func(p Picture) bool { return slices.Contains(u.Read, p.Seq) })
	for _, e := range effects {
		switch e.(type) {
		case talk.ReadPicture:
			if u.Picture != "" {
				r.Traces.LastSeq++
				r.Pictures = append(r.Pictures, Picture{r.Traces.LastSeq, u.Picture, u.PictureOf, u.Event.At})
			}
		case talk.DropPictures:
			r.Pictures = nil
		}
	}
	return r
}

// waits reports whether one of the pictures of an update still waits for its answer.
func (r Records) waits(read []uint64) bool {
	return slices.ContainsFunc(r.Pictures, func(p Picture) bool { return slices.Contains(read, p.Seq) })
}

// Bounds of reading.
const (
	maxPictureChats  = 50 // chats whose pictures wait
	picturesAtOnce   = 10 // of one person: an album
	pictureEvery     = time.Minute
	pictureRetry     = 5 * time.Second
	maxPictureCounts = 50000 // people whose pictures are counted in memory
)

// pictureQueue holds the chats with pictures to read, and counts pictures by person.
type pictureQueue struct {
	mu      sync.Mutex
	chats   []ID
	running bool
	counts  map[ID]*rate.Limiter

	admitted map[ID]time.Time // those whose turn is not on disk yet, and since when
}

// push queues a chat and reports whether the caller must start the worker.
func (q *pictureQueue) push(id ID) (start bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	delete(q.admitted, id)
	if !slices.Contains(q.chats, id) {
		q.chats = append(q.chats, id)
	}
	start = !q.running
	q.running = true
	return start
}

func (q *pictureQueue) pop() (id ID, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.chats) == 0 {
		q.running = false
		return 0, false
	}
	id, q.chats = q.chats[0], q.chats[1:]
	return id, true
}

// admits reports whether one more picture of a person may be queued.
func (q *pictureQueue) admits(id ID, now time.Time) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	maps.DeleteFunc(q.admitted, func(_ ID, since time.Time) bool { return now.Sub(since) > time.Minute })
	_, again := q.admitted[id]
	if len(q.chats)+len(q.admitted) >= maxPictureChats && !again && !slices.Contains(q.chats, id) {
		return false
	}
	if len(q.counts) >= maxPictureCounts || q.counts == nil {
		q.counts = map[ID]*rate.Limiter{}
	}
	if q.counts[id] == nil {
		q.counts[id] = rate.NewLimiter(rate.Every(pictureEvery), picturesAtOnce)
	}
	if !q.counts[id].AllowN(now, 1) {
		return false
	}
	if q.admitted == nil {
		q.admitted = map[ID]time.Time{}
	}
	q.admitted[id] = now
	return true
}

// reading says whether the picture of an update would be read.
func (s *Service) reading(u Update) talk.PictureSupport {
	switch {
	case s.o.ReadPicture == nil || u.Picture == "":
		return talk.PicturesOff
	case !s.pictures.admits(u.Chat, s.o.Now()):
		return talk.PicturesLater
	}
	return talk.PicturesOn
}

// startReading lets the worker read the pictures of a chat, if it has any.
func (c *conversation) startReading() {
	s := c.service
	c.mu.Lock()
	waits := c.state.loaded && len(c.state.records.Pictures) > 0
	c.mu.Unlock()
	if waits && s.o.ReadPicture != nil {
		s.queueReading(c.id)
	}
}

// queueReading queues a chat and starts the worker if it is not running.
func (s *Service) queueReading(id ID) {
	if s.pictures.push(id) && s.beginDelivery() {
		go s.readPictures()
	}
}

// readPictures is the worker: it reads the pictures of one chat after the other, until
// none waits or the service ends. What is not read by then is read after the next start.
func (s *Service) readPictures() {
	defer s.delivering.Done()
	for s.ctx.Err() == nil {
		id, ok := s.pictures.pop()
		if !ok {
			return
		}
		c := s.acquire(id)
		s.guard("picture", "", func() { s.readPicturesOf(c) })
		s.release(c)
	}
}

// readPicturesOf reads all pictures of a chat that wait, those of an album together, and
// takes what was found as one event.
func (s *Service) readPicturesOf(c *conversation) {
	var found []talk.Event
	u := Update{Chat: c.id}
	for {
		p, ok := c.nextPicture(u.Read)
		if !ok {
			break
		}
		e := talk.Event{Kind: talk.EventPictureRead, What: talk.PictureTooLate}
		if s.o.Now().Sub(p.Sent) <= PictureLife {
			e = s.o.ReadPicture(s.ctx, p.File)
		}
		if s.ctx.Err() != nil {
			return
		}
		if len(u.Read) == 0 {
			u.Event.At, u.Event.Message = p.Sent, p.Message
		}
		u.Read, u.ID = append(u.Read, p.Seq), -int64(p.Seq)
		found = append(found, e)
	}
	if len(found) == 0 {
		return
	}
	at, message := u.Event.At, u.Event.Message
	u.Event = joinRead(found)
	u.Event.At, u.Event.Message = at, message
	if err := s.Take(u).Wait(); err != nil { // nothing can be written: read again later
		time.AfterFunc(pictureRetry, func() { s.queueReading(u.Chat) })
	}
}

// nextPicture returns the first picture that waits and was not read yet.
func (c *conversation) nextPicture(read []uint64) (Picture, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.load(); err != nil { // the chat may have left the memory meanwhile
		c.service.o.Observer.Failed("load", err)
		return Picture{}, false
	}
	i := slices.IndexFunc(c.state.records.Pictures, func(p Picture) bool { return !slices.Contains(read, p.Seq) })
	if i < 0 {
		return Picture{}, false
	}
	return c.state.records.Pictures[i], true
}

// joinRead makes one event of the pictures of a chat: an album is one offer. Why one was
// not read is said only when none was.
func joinRead(found []talk.Event) talk.Event {
	out := talk.Event{Kind: talk.EventPictureRead, What: found[0].What, Album: len(found) > 1}
	for _, e := range found {
		if e.What != "" {
			continue
		}
		out.What = ""
		out.Text.Quoted = strings.TrimSpace(out.Text.Quoted + "\n" + e.Text.Quoted)
		out.Text.Beside = strings.TrimSpace(out.Text.Beside + "\n" + e.Text.Beside)
		out.Text.Links = append(out.Text.Links, e.Text.Links...)
		out.Text.Unsure = out.Text.Unsure || e.Text.Unsure
	}
	for _, e := range found {
		if e.What == talk.PictureOfPerson {
			out.What, out.Text = e.What, talk.Text{}
		}
	}
	return out
}
