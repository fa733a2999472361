"""Day One's JSON, the files of its first version, its rich text."""
