package store

import (
	"bytes"
	"testing"

	"go.etcd.io/bbolt"

	"cekloker/internal/chat"
)

// spoil flips one bit in the middle of a chat's case.
func spoil(t *testing.T, s *Store, id chat.ID) {
	t.Helper()
	err := s.db.Update(func(tx *bbolt.Tx) error {
		b := tx.Bucket(bucketCases)
		key := s.now.pseudonym(id)
		sealed := bytes.Clone(b.Get(key))
		sealed[len(sealed)/2] ^= 1
		return b.Put(key, sealed)
	})
	if err != nil {
		t.Fatal(err)
	}
}
