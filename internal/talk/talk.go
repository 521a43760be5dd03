// Package talk takes one turn of a conversation.
//
//	session', effects := book.Turn(session, event)
//
// Turn is a pure and total function: any session and any event give a session
// and at least one effect. It has no clock, no randomness, no files and no
// network; the time comes in the event. All decisions about a conversation are made
// here, so a conversation can be played from a text file (package talkfile).
package talk
