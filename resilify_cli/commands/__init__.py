"""The commands, one file a group. Each parses, calls and renders; none of them decides."""
