"""Where secrets come from: typed without being shown, from files, commands and keyrings."""
