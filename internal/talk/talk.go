// Package talk takes one turn of a conversation.
//
//	session', effects := book.Turn(session, event)
//
// Turn is a pure and total function: any session and any event give a session
// and at least one effect. It has no clock, no randomness, no files and no
// network; the time comes in the event. Everything a person can meet is decided
// here, so a conversation can be played as a text file (package talkfile).
package talk
