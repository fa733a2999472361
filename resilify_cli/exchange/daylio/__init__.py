"""What Daylio exports: a table with a row for each check-in."""
