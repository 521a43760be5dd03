package content_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"cekloker/flows"
	"cekloker/internal/content"
	"cekloker/locales"
)

const today = "2026-11-24"

// copyOf is a tree in memory that a test may change.
func copyOf(t *testing.T, tree fs.FS) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".yaml") && !strings.HasSuffix(name, ".bin") && !strings.HasPrefix(name, "proof/offers/") {
			return err
		}
		data, err := fs.ReadFile(tree, name)
		out[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// with replaces one sentence in a file of sentences.
func with(t *testing.T, tree fstest.MapFS, file, id, sentence string) fstest.MapFS {
	t.Helper()
	lines := strings.Split(string(tree[file].Data), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, id+": ") {
			lines[i] = id + ": " + sentence
			tree[file] = &fstest.MapFile{Data: []byte(strings.Join(lines, "\n"))}
			return tree
		}
	}
	t.Fatalf("%s has no sentence %s on one line", file, id)
	return nil
}

// One tree with many sins is read once: all of them are said.
func TestAllMistakesOfWordingComeAtOnce(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, lang, id, sentence, want string }{
		{"a long sentence", "id", "forms.which", `"Kami sangat ingin sekali membantu Anda semua di mana saja Anda berada sekarang dengan cara apa saja yang mungkin bisa kami lakukan untuk Anda."`, "words, 20 are readable"},
		{"sentences too long on average", "en", "forms.which", `"The office reads what you have written about your own family in the form. It then asks other offices what they already know about the matter you told. After some time it will call the number that you have put into the form."`, "words a sentence, 14 are easy"},
		{"a hard word", "id", "ransom.ask_who", `"Siapa apabila boleh tahu?"`, `has the hard word "apabila"; write "kalau"`},
		{"a hard word in English", "en", "next_steps.list", `"What happens prior to a report."`, `has the hard word "prior to"; write "before"`},
		{"two words for one thing", "id", "practice.same", `"Ia sudah telanjur bayar."`, `has a second word for one thing, "Ia"; write "dia"`},
		{"a calque in English", "en", "practice.reasons", `"May you leave?"`, `has a calque, "May you"; write "can you"`},
		{"a promise", "id", "next_steps.list", `"Dia akan dibebaskan."`, `promises "akan dibebaskan"`},
		{"a check that nobody made", "id", "background.list", `"Nomor ini sudah kami cek."`, `says "sudah kami cek"; nobody did that`},
		{"a call that nobody made", "en", "background.list", `"We called these numbers."`, `says "We called"; nobody did that`},
		{"reassurance", "en", "settings.list", `"This bot is safe."`, `says "safe"`},
		{"blame", "id", "settings.list", `"Kenapa Anda percaya tawaran itu?"`, `says "Kenapa Anda percaya"`},
		{"shouting", "id", "samples.list", `"Pilih SEKARANG juga."`, `shouts "SEKARANG"`},
		{"an exclamation mark", "en", "samples.list", `"Choose one!"`, "exclamation mark"},
		{"two links", "en", "tips.list", `"See https://a.example and https://b.example here."`, "has 2 links; keep one"},
		{"a phone number inside a sentence", "id", "tips.list", `"Telepon 0812 9007 0027 sekarang."`, "holds a phone number"},
		{"nobody translated it", "en", "common.back", `"Kembali"`, "common.back is the same in both languages"},
		{"an alarm on the lock screen", "en", "ransom.ask_who", `"The ransom: who asks for it?"`, `says "ransom" in its first 60 characters`},
		{"a long button", "id", "forms.which.send", `"Cara mengirim formulir ini ke kantor yang benar"`, "40 fit"},
		{"a sentence missing in one language", "en", "forms.which.offer", "", "forms.which.offer is missing in locales/form.en.yaml"},
	}
	tree, missing := copyOf(t, locales.FS), copyOf(t, locales.FS)
	for _, c := range cases {
		if c.sentence == "" {
			file := fileOf(t, missing, c.lang, c.id)
			missing[file] = &fstest.MapFile{Data: []byte(strings.Replace(string(missing[file].Data), c.id+": ", "forms.other: ", 1))}
			continue
		}
		tree = with(t, tree, fileOf(t, tree, c.lang, c.id), c.id, c.sentence)
	}
	text := complaints(flows.FS, tree) + complaints(flows.FS, missing)
	for _, c := range cases {
		if !strings.Contains(text, c.want) {
			t.Errorf("%s: want a complaint with %q among:\n%s", c.name, c.want, text)
		}
	}
}

// fileOf is the file of a language in which a sentence is.
func fileOf(t *testing.T, tree fstest.MapFS, lang, id string) string {
	t.Helper()
	for name, file := range tree {
		if strings.HasSuffix(name, "."+lang+".yaml") && strings.Contains("\n"+string(file.Data), "\n"+id+":") {
			return name
		}
	}
	t.Fatalf("no file of %s holds %s", lang, id)
	return ""
}

func complaints(flows, locales fs.FS) string {
	_, wrong := content.Load(flows, locales, today)
	var all strings.Builder
	for _, p := range wrong {
		all.WriteString(p.String() + "\n")
	}
	return all.String()
}
