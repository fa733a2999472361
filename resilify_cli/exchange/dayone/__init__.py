"""What Day One writes: its JSON, the files of its first version, its rich text."""
