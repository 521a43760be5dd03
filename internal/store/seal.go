package store

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"time"

	"cekloker/internal/chat"
)

// A sealed record: format, day (since 1970; 0: sealed with the master), expiry
// (Unix seconds), nonce, ciphertext. The head, the bucket and the key are
// additional data, so that no record can be moved or given a longer life.
const (
	format   = 1
	headSize = 1 + 4 + 8
)

var errDamaged = errors.New("damaged record")

// errGone is a record whose day key is destroyed or whose time is over.
var errGone = errors.New("record is gone")

// pseudonym is the key of a chat's records. Without the master key nobody can
// tell whose they are.
func (s *Store) pseudonym(id chat.ID) []byte {
	mac := hmac.New(sha256.New, s.names)
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(id))
	mac.Write(b[:])
	return mac.Sum(nil)
}

func dayOf(t time.Time) uint32 { return uint32(t.Unix() / 86400) }

func dayName(day uint32) string {
	return time.Unix(int64(day)*86400, 0).UTC().Format(time.DateOnly)
}

// seal closes a record that lives until expiry; day 0 seals with the master.
func (s *Store) seal(bucket, key, plain []byte, day uint32, expiry time.Time) ([]byte, error) {
	aead, err := s.aead(day, true)
	if err != nil {
		return nil, err
	}
	out := make([]byte, headSize, headSize+aead.NonceSize()+len(plain)+aead.Overhead())
	out[0] = format
	binary.BigEndian.PutUint32(out[1:], day)
	binary.BigEndian.PutUint64(out[5:], uint64(expiry.Unix()))
	nonce := make([]byte, aead.NonceSize())
	rand.Read(nonce)
	bound := additional(out[:headSize], bucket, key)
	out = append(out, nonce...)
	return aead.Seal(out, nonce, plain, bound), nil
}

// open opens a record. errGone when its time is over, errDamaged when it does
// not open with the right key.
func (s *Store) open(bucket, key, sealed []byte, now time.Time) ([]byte, error) {
	if len(sealed) < headSize || sealed[0] != format {
		return nil, errDamaged
	}
	if !now.Before(expiryOf(sealed)) {
		return nil, errGone
	}
	aead, err := s.aead(binary.BigEndian.Uint32(sealed[1:]), false)
	if err != nil {
		return nil, err
	}
	rest := sealed[headSize:]
	if len(rest) < aead.NonceSize() {
		return nil, errDamaged
	}
	plain, err := aead.Open(nil, rest[:aead.NonceSize()], rest[aead.NonceSize():], additional(sealed[:headSize], bucket, key))
	if err != nil {
		return nil, errDamaged
	}
	return plain, nil
}

func expiryOf(sealed []byte) time.Time {
	return time.Unix(int64(binary.BigEndian.Uint64(sealed[5:])), 0)
}

func additional(head, bucket, key []byte) []byte {
	out := make([]byte, 0, len(head)+len(bucket)+len(key)+1)
	out = append(out, head...)
	out = append(out, bucket...)
	out = append(out, 0)
	return append(out, key...)
}

func (s *Store) aead(day uint32, mayMake bool) (cipher.AEAD, error) {
	key := s.lasting
	if day != 0 {
		k, ok, err := s.keys.day(dayName(day), mayMake)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, errGone
		}
		key = k
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
