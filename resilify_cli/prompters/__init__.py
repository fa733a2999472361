"""Ask a person questions: on screens in a terminal, in plain lines, or from a script in tests."""
