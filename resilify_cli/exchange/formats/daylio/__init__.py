"""The table (CSV) that Daylio exports."""
