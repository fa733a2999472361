"""How a question reaches a person: a rich terminal, plain lines, or a script."""
