"""The data folder: which files are in it, how they are opened, encrypted, copied, checked and erased."""
