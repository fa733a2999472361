"""Makes a plain store and its copies encrypted, and encrypted ones plain."""
