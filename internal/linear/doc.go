// Package linear classifies texts with linear models over features of letters and words:
// is somebody in danger, does the writer want to leave, which question is asked. It is
// small enough to be read in one sitting and its answers can be explained feature by
// feature.
//
// # Guide
//
// Train learns a Model from labelled lines; MarshalBinary writes its file and
// Load reads one. Score gives the score of every label, in thousandths. Where to
// act is for the caller to choose, by measuring on lines of people the model
// never saw. Scores.Best is the label that stands highest above its bar. Topics
// ranks the topics of a question, a step taken or a door, only when asked. Why
// names the features that spoke loudest.
//
// A text is read as a whole and in parts: without its first or last words,
// sentence by sentence and in overlapping windows of words. Each part has a margin by head, and a
// Combination makes scores from the margins of all heads. Each label keeps its
// best, and a part loses a little for what it leaves out. So a plea that stands
// in small talk is heard nearly as well as one that stands alone.
//
// Features are letters in a row inside words, words, pairs of words, the concepts of words
// (a Vocabulary says which words mean the same), pairs of concepts near each other, and how
// many words there are. Emoji, punctuation, capitals and the value of numbers are none. A Model
// keeps the features that several lines have and gives each a row of weights; topics and
// a TextModel share buckets by hash. Stems as features, and pairs of words with a
// gap between them, hardly raise the figures.
//
// TextModel is a smaller model for whole texts, with heads that the caller chooses:
// TrainTextModel, Score, Why, LoadTextModel. Package learned reads offers with it.
//
// # Promise
//
// The package has no clock, files, network, goroutines or randomness. The same lines and
// options give the same bytes, and the same model and text the same scores, on every
// machine: reading sums integers only, and training rounds every product before it is
// added, so that a processor which fuses both (arm64) counts like one which does not
// (amd64). Reading takes time in proportion to the text, of which at most MaxText bytes
// are read. A damaged file is an error, never a different model.
package linear
