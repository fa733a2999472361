"""What is kept on disk: one SQLite file. All SQL of the package is here."""
