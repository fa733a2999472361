"""The command line that the commands share: lazy groups, options, and the values that they read."""
