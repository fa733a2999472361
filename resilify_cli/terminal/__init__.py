"""The terminal: questions before a change, a progress bar, the cleared screen, signals, the pager."""
