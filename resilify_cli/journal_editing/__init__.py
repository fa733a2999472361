"""Writing and changing journal entries: the words given, drafts taken up again, and changes by parts."""
