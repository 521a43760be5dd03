package chat

import "cekloker/internal/talk"

// SendReminders sends the reminders that are due.
func (s *Service) SendReminders() error {
	now := s.o.Now()
	ids, err := s.o.Store.DueReminders(now)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := s.Take(Update{Chat: id, Event: talk.Event{At: now, Kind: talk.EventReminderDue}}).Wait(); err != nil {
			return err
		}
	}
	return nil
}
