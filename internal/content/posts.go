package content

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
)

// Post is a message written for the project with what it is: a line of
// flows/proof/posts.
type Post struct {
	ID          string `json:"id"`
	Author      string `json:"author"` // the invented person who writes; "" in the one file whose lines name no author
	Lang        string `json:"lang"`
	Label       string `json:"label"`       // danger, fraud, lawful_abroad, home, nonoffer; lawful and unclear in the oldest
	Frame       string `json:"frame"`       // offer, question, there, warning, none
	Destination string `json:"destination"` // only in the file whose lines name no author: the country in words
	Text        string `json:"text"`
}

// The labels of posts.
const (
	PostDanger  = "danger"
	PostFraud   = "fraud"
	PostAbroad  = "lawful_abroad"
	PostHome    = "home"
	PostNoOffer = "nonoffer"
)

// PostSplit says which authors of posts may be read while rules are tuned, and whose
// posts nobody opens: flows/proof/posts/authors.yaml.
type PostSplit struct {
	About  string   `yaml:"about,required"`
	Read   []string `yaml:"read,required"`
	Unread []string `yaml:"unread,required"`
}

// Posts reads all posts, with the same labels in all files, and the split of their
// authors. An author that the split does not name is an error.
func Posts(flows fs.FS) ([]Post, PostSplit, error) {
	var split PostSplit
	l := newLoader(flows, nil, "")
	l.decode("proof/posts/authors.yaml", &split)
	var wrong []error
	for _, p := range l.wrong {
		wrong = append(wrong, errors.New(p.String()))
	}
	var posts []Post
	err := eachPost(flows, []string{heardPosts, readerPosts}, func(p Post) {
		p = p.labelled()
		if !slices.Contains(split.Read, p.Author) && !slices.Contains(split.Unread, p.Author) {
			wrong = append(wrong, fmt.Errorf("flows/proof/posts: %s is by %q, whom authors.yaml does not name; add the author there", p.ID, p.Author))
		}
		posts = append(posts, p)
	})
	return posts, split, errors.Join(append(wrong, err)...)
}

// oldest is the name of the one author of the file whose lines name none.
const oldest = "older"

// labelled returns a post with the labels and the author that newer files write.
func (p Post) labelled() Post {
	p.Author = cmp.Or(p.Author, oldest)
	switch {
	case p.Label == "unclear":
		p.Label = PostNoOffer
	case p.Label == "lawful" && p.Destination == "Indonesia":
		p.Label = PostHome
	case p.Label == "lawful":
		p.Label = PostAbroad
	}
	return p
}

// Where posts are. Hearing learns what an offer is from the first alone: more of them, and longer
// ones, cost it more than a point of small talk (docs/classifier.md).
const (
	heardPosts  = "proof/posts/*.jsonl"
	readerPosts = "proof/posts/reader/*.jsonl"
	sealedPosts = "proof/posts/sealed/*.jsonl" // no training sees them, and nobody opens them
)

// SealedPosts reads the posts of authors whom no training saw. A figure is worth something only
// while nobody opens them.
func SealedPosts(flows fs.FS) (posts []Post, err error) {
	err = eachPost(flows, []string{sealedPosts}, func(p Post) { posts = append(posts, p.labelled()) })
	return posts, err
}

// eachPost reads the posts of all files of some folders.
func eachPost(flows fs.FS, globs []string, each func(Post)) error {
	var wrong []error
	for _, glob := range globs {
		wrong = append(wrong, eachLine(flows, glob, func(line []byte) error {
			var p Post
			err := json.Unmarshal(line, &p)
			each(p)
			return err
		}))
	}
	return errors.Join(wrong...)
}
