"""The walk through a session: a state machine over steps, and what drives it."""
