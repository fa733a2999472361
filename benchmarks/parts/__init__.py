"""What is measured, one module a part: each fills what it needs, checks, measures and yields its tables."""
