package content

// warn notes what is not wrong but of no use: nothing asks for it, nobody comes to
// it. It never stops the bot.
func (l *loader) warn(file, path, what, do string) {
	at := l.placeOf(file, path)
	l.out.Unused = append(l.out.Unused, Problem{File: file, Line: at.line, Column: at.column, What: what, Do: do})
}
