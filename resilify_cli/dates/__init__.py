"""Reads the days and times that a person types. Pure: the time of now is passed in."""
