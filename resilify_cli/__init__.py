"""resilify: a private, evidence-based self-help program in the terminal."""

__version__ = "0.2.0.dev0"
