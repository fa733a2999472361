"""Reads dates and times as files hold them."""
