package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"
)

var probeKey = []byte("probe")

// Probe writes one small record, to tell whether anything can be written.
func (s *Store) Probe(now time.Time) error {
	return s.commit(func(tx *bbolt.Tx) error {
		return s.put(tx, bucketMeta, probeKey, now.Unix(), 0, now.Add(time.Hour))
	}).Wait()
}

// CheckKeys compares the master key on disk with the one in use. A bot whose key file is
// gone serves on, and cannot start again.
func (s *Store) CheckKeys() error {
	s.fileMu.RLock() // a rotation replaces the key
	defer s.fileMu.RUnlock()
	key, err := readKey(filepath.Join(s.keys.dir, masterFile))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s is gone; put it back before the bot stops, or its data are lost", masterFile)
	case err != nil:
		return err
	case !bytes.Equal(key, s.keys.master):
		return fmt.Errorf("%s is not the key in use; put the right one back before the bot stops, or its data are lost", masterFile)
	}
	return nil
}

// CheckData compares the data file on disk with the one in use: what is written into a
// file without a name is lost with the next stop.
func (s *Store) CheckData() error {
	s.fileMu.RLock() // a compaction replaces the file
	defer s.fileMu.RUnlock()
	named, err := os.Stat(s.file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("the data file is gone; bot compact writes it again")
	case err != nil:
		return fmt.Errorf("the data file cannot be seen: %w", withoutPath(err))
	case !os.SameFile(named, s.inUse):
		return errors.New("the data file was replaced by another one; take that away, and run bot compact")
	}
	return nil
}
