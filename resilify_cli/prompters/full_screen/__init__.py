"""The one application that has the terminal's whole screen, from a sitting's first question to its last."""
