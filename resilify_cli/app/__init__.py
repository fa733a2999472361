"""What a command gets from the process that it runs in: the context, and what that opens."""
