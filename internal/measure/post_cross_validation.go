package measure

import (
	"fmt"
	"io"
	"slices"

	"cekloker/internal/content"
	"cekloker/internal/offer/learned"
	"cekloker/internal/talk"
)

// PostCrossValidation judges posts with learned readers that never saw their authors.
type PostCrossValidation struct {
	book     *talk.Book
	training content.TrainingData
	folds    []fold
	whole    learned.Model // trained on all posts, for texts of others
}

// fold is a group of authors, their posts, and a model trained without them.
type fold struct {
	posts []content.Post
	model learned.Model
}

// CrossValidatePosts trains a reader for each group of authors. Every author is in one group. Of
// the others it trains on the given percentage, for the learning curve.
func CrossValidatePosts(book *talk.Book, training content.TrainingData, percent int) PostCrossValidation {
	l := PostCrossValidation{book: book, training: training, whole: training.Train()}
	names := slices.Concat(training.Split.Read, training.Split.Unread)
	slices.Sort(names)
	for at := range folds {
		var out []string
		var unused []string
		for i, name := range names {
			switch {
			case i%folds == at:
				out = append(out, name)
			case (i+1)*percent/100 == i*percent/100:
				unused = append(unused, name)
			}
		}
		f := fold{model: training.Train(append(unused, out...)...)}
		for _, p := range training.Posts {
			if slices.Contains(out, p.Author) {
				f.posts = append(f.posts, p)
			}
		}
		l.folds = append(l.folds, f)
	}
	return l
}

// Judge judges every post with the settings.
func (l PostCrossValidation) Judge(s learned.Settings) []PostResult {
	var out []PostResult
	for _, f := range l.folds {
		out = append(out, Posts(reading(l.book, f.model, s), f.posts, l.training.Split)...)
	}
	return out
}

// reading is a book whose offers are read by a model.
func reading(book *talk.Book, model learned.Model, s learned.Settings) *talk.Book {
	with := *book
	with.Rules = book.Rules.With(learned.New(model, s))
	return &with
}

// steps are by how much ReportThresholds moves the thresholds, in thousandths.
var steps = [...]int32{-200, -150, -100, -50, 0, 50, 100, 150, 200}

// ReportThresholds writes what higher and lower thresholds for raising would give, for posts with
// their authors left out and for real offers, which may be none.
func (l PostCrossValidation) ReportThresholds(out io.Writer, real []LabelledText) {
	fmt.Fprintf(out, "%-14s %7s %7s %7s %7s %7s   %7s %7s\n", "raise at", "danger", "fraud", "home", "abroad", "none", "scam", "honest")
	for _, step := range steps {
		s := l.training.Settings
		s.Raise.Danger += step
		s.Raise.Fraud += step
		posts, book := l.Judge(s), reading(l.book, l.whole, s)
		fmt.Fprintf(out, "%5d, %5d  ", s.Raise.Danger, s.Raise.Fraud)
		for _, label := range postLabels {
			fmt.Fprintf(out, " %5.1f %%", proportionOf(posts, labelled(label), warned).Percent())
		}
		for _, label := range [...]string{LabelScam, LabelLegit} {
			var of []LabelledText
			for _, i := range real {
				if i.Label == label {
					of = append(of, i)
				}
			}
			fmt.Fprintf(out, "   %5.1f %%", warnings(Offers(book, of, nil)).Percent())
		}
		fmt.Fprintln(out)
	}
}

// warnings counts the offers at level 2 or 3.
func warnings(all []OfferResult) Proportion {
	for _, g := range GroupOffers(all, func(OfferResult) string { return "all" }) {
		return g.At2
	}
	return Proportion{}
}
