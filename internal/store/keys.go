package store

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// keySize is the length of every key in bytes (AES-256).
const keySize = 32

// keyRing holds the master key and the day keys. Their folder is apart from the data:
// a copy of one is worthless without the other.
type keyRing struct {
	dir    string
	master []byte
	next   []byte // the new master during a rotation; its data file may be in place already

	mu      sync.Mutex
	days    map[string]cipher.AEAD
	invalid []string // files in the folder of day keys that hold no key
	swept   time.Time
}

const (
	masterFile = "master.key"
	nextFile   = "master.next"
)

// openKeys reads the key folder. mayMake allows making a master key, which the caller
// forbids when there are data already.
func openKeys(dir string, mayMake bool) (*keyRing, error) {
	if err := os.MkdirAll(filepath.Join(dir, "days"), 0o700); err != nil {
		return nil, fmt.Errorf("the key folder %s cannot be made: %w", dir, withoutPath(err))
	}
	if err := checkPrivate(dir); err != nil {
		return nil, err
	}
	k := &keyRing{dir: dir, days: map[string]cipher.AEAD{}}
	file := filepath.Join(dir, masterFile)
	var err error
	switch k.master, err = readKey(file); {
	case errors.Is(err, fs.ErrNotExist) && mayMake:
		if k.master, err = makeKey(file); err != nil {
			return nil, err
		}
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s is missing, and the data are sealed with it; put the key file back, or move the data folder away to start empty", file)
	case err != nil:
		return nil, err
	}
	if next, err := readKey(filepath.Join(dir, nextFile)); err == nil {
		k.next = next
	}
	return k, k.readDays()
}

// ErrKeysExposed is the error of a key folder that others may open.
var ErrKeysExposed = errors.New("with the keys they can open all records")

// checkPrivate refuses a key folder when others may open it or anything in it.
func checkPrivate(dir string) error {
	return filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("the key folder cannot be read at %s: %w", path, withoutPath(err))
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) { // a day key that was destroyed at this moment
			return nil
		}
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			return fmt.Errorf("others may open %s (mode %#o), and %w; run chmod -R go= %s", path, info.Mode().Perm(), ErrKeysExposed, dir)
		}
		return err
	})
}

// readDays reads the day keys. An invalid file loses what was sealed on that day and
// does not keep the bot from starting.
func (k *keyRing) readDays() error {
	entries, err := os.ReadDir(filepath.Join(k.dir, "days"))
	if err != nil {
		return fmt.Errorf("the key folder %s cannot be read: %w", k.dir, withoutPath(err))
	}
	for _, e := range entries {
		day, ok := strings.CutSuffix(e.Name(), ".key")
		if !ok {
			continue
		}
		key, err := readKey(filepath.Join(k.dir, "days", e.Name()))
		if err != nil {
			k.invalid = append(k.invalid, e.Name())
			continue
		}
		k.days[day] = newAEAD(key)
	}
	return nil
}

// makeNext writes a new master key beside the old one.
func (k *keyRing) makeNext() (err error) {
	k.next, err = makeKey(filepath.Join(k.dir, nextFile))
	return err
}

// promoteNext replaces the old master key with the new one, with which the data are
// sealed already, and overwrites the old one.
func (k *keyRing) promoteNext() error {
	old, _ := os.OpenFile(filepath.Join(k.dir, masterFile), os.O_WRONLY, 0)
	if err := os.Rename(filepath.Join(k.dir, nextFile), filepath.Join(k.dir, masterFile)); err != nil {
		return fmt.Errorf("the new master key cannot be put in place: %w", withoutPath(err))
	}
	k.master, k.next = k.next, nil
	err := syncDir(k.dir)
	if err == nil && old != nil { // a power cut cannot bring it back
		overwriteKey(old)
	}
	return err
}

// dropNext removes a new master key with which no data are sealed.
func (k *keyRing) dropNext() error {
	k.next = nil
	if err := os.Remove(filepath.Join(k.dir, nextFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("an unused new master key cannot be removed: %w", withoutPath(err))
	}
	return nil
}

// readKey reads one key file. A file of another length is an error, never replaced.
func readKey(file string) ([]byte, error) {
	key, err := os.ReadFile(file)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		return nil, fmt.Errorf("the key file %s cannot be read: %w", file, withoutPath(err))
	}
	if len(key) != keySize {
		return nil, fmt.Errorf("the key file %s has %d bytes, a key has %d; put the right file back, nothing was changed", file, len(key), keySize)
	}
	return key, nil
}

// makeKey writes a random key, completely or not at all.
func makeKey(file string) ([]byte, error) {
	key := make([]byte, keySize)
	rand.Read(key)
	f, err := os.OpenFile(file+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, fmt.Errorf("the key file %s cannot be written: %w", file, withoutPath(err))
	}
	_, err = f.Write(key)
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(file+".new", file)
	}
	if err != nil {
		return nil, fmt.Errorf("the key file %s cannot be written: %w", file, withoutPath(err))
	}
	return key, syncDir(filepath.Dir(file))
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return withoutPath(err)
	}
	defer d.Close()
	return withoutPath(d.Sync())
}

// withoutPath returns the reason of a file error without the path, which the caller
// names.
func withoutPath(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// newAEAD returns AES-GCM with a key of keySize bytes.
func newAEAD(key []byte) cipher.AEAD {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic("a key of another length was let in: " + err.Error())
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		panic("AES has another block size: " + err.Error())
	}
	return aead
}

// deriveKey derives a key for one purpose.
func deriveKey(master []byte, purpose string) []byte {
	key, err := hkdf.Key(sha256.New, master, nil, "cekloker "+purpose+" v1", keySize)
	if err != nil {
		panic("hkdf with fixed lengths cannot fail: " + err.Error())
	}
	return key
}

// dayKey returns the key of a day. mayMake allows making it, at its first use. Without
// a key ok is false: what was sealed with it is lost for good.
func (k *keyRing) dayKey(day string, mayMake bool) (with cipher.AEAD, ok bool, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if with, ok := k.days[day]; ok {
		return with, true, nil
	}
	if !mayMake {
		return nil, false, nil
	}
	file := k.dayFile(day, ".key")
	if _, err := os.Stat(file); err == nil { // an invalid key file is renamed, not overwritten
		if err := os.Rename(file, k.dayFile(day, ".spoiled")); err != nil {
			return nil, false, withoutPath(err)
		}
	}
	key, err := makeKey(file)
	if err != nil {
		return nil, false, err
	}
	k.days[day] = newAEAD(key)
	return k.days[day], true, nil
}
