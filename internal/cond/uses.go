package cond

import "github.com/expr-lang/expr/ast"

// Use is a name of a condition together with a word it is compared with or asked
// for: visa == "tourist", said("warning").
type Use struct{ Name, Value string }

// Compared lists the names that are compared with words.
func (c Cond) Compared() []Use { return c.uses.compared }

// Reads reports whether the condition reads a name.
func (c Cond) Reads(name string) bool { return c.uses.names[name] }

// Calls lists the functions that are called with one word.
func (c Cond) Calls() []Use { return c.uses.calls }

// uses collects the words in a condition while it is compiled.
type uses struct {
	names           map[string]bool
	compared, calls []Use
}

// Visit sees every node of a condition.
func (u *uses) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.IdentifierNode:
		u.names[n.Value] = true
	case *ast.BinaryNode:
		u.compare(n.Left, n.Right)
		u.compare(n.Right, n.Left)
	case *ast.CallNode:
		callee, named := n.Callee.(*ast.IdentifierNode)
		if !named || len(n.Arguments) != 1 {
			return
		}
		if word, ok := n.Arguments[0].(*ast.StringNode); ok {
			u.calls = append(u.calls, Use{callee.Value, word.Value})
		}
	}
}

// compare notes a name and the words on the other side of an operator.
func (u *uses) compare(side, other ast.Node) {
	name, ok := side.(*ast.IdentifierNode)
	if !ok {
		return
	}
	words := []ast.Node{other}
	if list, ok := other.(*ast.ArrayNode); ok {
		words = list.Nodes
	}
	for _, w := range words {
		if word, ok := w.(*ast.StringNode); ok {
			u.compared = append(u.compared, Use{name.Value, word.Value})
		}
	}
}
