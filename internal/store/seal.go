package store

import (
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"time"

	"cekloker/internal/chat"
)

// A sealed record of format 2 consists of the format, the day (since 1970; 0: sealed
// with the lasting key), the hour in which it expires (since 1970, rounded up), nonce
// and ciphertext. The plaintext begins with the exact time of expiry, so that the file
// alone reveals no more than the hour. Head, bucket and key are additional data: no
// record can be moved or given a longer life. Format 1 has the exact second in its
// head; it is read and never written.
const (
	format    = 2
	headSize  = 1 + 4 + 4
	head1Size = 1 + 4 + 8
)

var (
	errDamaged = errors.New("damaged record")
	// errExpired is a record whose time is over or whose day key is destroyed.
	errExpired = errors.New("record is gone")
)

// masterKeys are the keys derived from a master key.
type masterKeys struct {
	pseudonymKey []byte      // for pseudonyms
	lasting      cipher.AEAD // for prefs and meta
}

func deriveMasterKeys(master []byte) masterKeys {
	return masterKeys{pseudonymKey: deriveKey(master, "pseudonyms"), lasting: newAEAD(deriveKey(master, "lasting records"))}
}

// pseudonym is the key of a chat's records. Without the master key nobody can tell
// whose they are.
func (s masterKeys) pseudonym(id chat.ID) []byte {
	mac := hmac.New(sha256.New, s.pseudonymKey)
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(id))
	mac.Write(b[:])
	return mac.Sum(nil)
}

// dayOf numbers the days since 1970. It never returns 0, which stands for the lasting
// key, even when the clock is wrong by half a century.
func dayOf(t time.Time) uint32 { return uint32(max(t.Unix()/86400, 1)) }

func dayName(day uint32) string {
	return time.Unix(int64(day)*86400, 0).UTC().Format(time.DateOnly)
}

// hourAfter is the first full hour at or after t, hourOf the last one.
func hourAfter(t time.Time) uint32 { return uint32(max((t.Unix()+3599)/3600, 0)) }
func hourOf(t time.Time) uint32    { return uint32(max(t.Unix()/3600, 0)) }

// seal seals a record that lives until expiry. Day 0 uses the lasting key.
func (s *Store) seal(with masterKeys, bucket, key, plain []byte, day uint32, expiry time.Time) ([]byte, error) {
	aead, err := s.aead(with, day, true)
	if err != nil {
		return nil, err
	}
	out := make([]byte, headSize, headSize+aead.NonceSize()+8+len(plain)+aead.Overhead())
	out[0] = format
	binary.BigEndian.PutUint32(out[1:], day)
	binary.BigEndian.PutUint32(out[5:], hourAfter(expiry))
	nonce := make([]byte, aead.NonceSize())
	rand.Read(nonce)
	bound := additionalData(out[:headSize], bucket, key)
	out = append(out, nonce...)
	inside := append(binary.BigEndian.AppendUint64(make([]byte, 0, 8+len(plain)), uint64(expiry.Unix())), plain...)
	return aead.Seal(out, nonce, inside, bound), nil
}

// recordHead is what can be read of a sealed record without a key.
type recordHead struct {
	size int
	day  uint32
	hour uint32 // in which it expires at the latest
}

func parseHead(sealed []byte) (h recordHead, ok bool) {
	switch {
	case len(sealed) >= headSize && sealed[0] == format:
		return recordHead{headSize, binary.BigEndian.Uint32(sealed[1:]), binary.BigEndian.Uint32(sealed[5:])}, true
	case len(sealed) >= head1Size && sealed[0] == 1:
		expiry := time.Unix(int64(binary.BigEndian.Uint64(sealed[5:])), 0)
		return recordHead{head1Size, binary.BigEndian.Uint32(sealed[1:]), hourAfter(expiry)}, true
	}
	return recordHead{}, false
}

// unseal opens a record and tells when it expires. It returns errExpired when that time
// has passed or the key is destroyed, and errDamaged when the right key does not open
// it.
func (s *Store) unseal(with masterKeys, bucket, key, sealed []byte, now time.Time) (plain []byte, expiry time.Time, err error) {
	h, ok := parseHead(sealed)
	if !ok {
		return nil, expiry, errDamaged
	}
	aead, err := s.aead(with, h.day, false)
	if err != nil {
		return nil, expiry, err
	}
	rest := sealed[h.size:]
	if len(rest) < aead.NonceSize() {
		return nil, expiry, errDamaged
	}
	plain, err = aead.Open(nil, rest[:aead.NonceSize()], rest[aead.NonceSize():], additionalData(sealed[:h.size], bucket, key))
	if err != nil {
		return nil, expiry, errDamaged
	}
	if sealed[0] == 1 {
		expiry = time.Unix(int64(binary.BigEndian.Uint64(sealed[5:])), 0)
	} else {
		if len(plain) < 8 {
			return nil, expiry, errDamaged
		}
		expiry, plain = time.Unix(int64(binary.BigEndian.Uint64(plain)), 0), plain[8:]
	}
	if !now.Before(expiry) {
		return nil, expiry, errExpired
	}
	return plain, expiry, nil
}

func additionalData(head, bucket, key []byte) []byte {
	out := make([]byte, 0, len(head)+len(bucket)+len(key)+1)
	out = append(out, head...)
	out = append(out, bucket...)
	out = append(out, 0)
	return append(out, key...)
}

func (s *Store) aead(with masterKeys, day uint32, mayMake bool) (cipher.AEAD, error) {
	if day == 0 {
		return with.lasting, nil
	}
	aead, ok, err := s.keys.dayKey(dayName(day), mayMake)
	if err == nil && !ok {
		err = errExpired
	}
	return aead, err
}
