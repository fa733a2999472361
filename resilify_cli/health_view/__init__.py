"""How the results of a look at the store are told."""
