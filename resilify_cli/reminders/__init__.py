"""Reminders: what each is about and when, whether it is due, and what a system needs to bring it."""
