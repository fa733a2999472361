"""The same journal on several machines, through a folder that something else carries between them."""
