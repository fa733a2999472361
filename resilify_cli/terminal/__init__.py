"""The person's terminal: questions before a change, a progress bar, the cleared screen, signals."""
