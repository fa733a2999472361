"""Programs on their way: packed into one file, read out of one as data, put into the folder of programs."""
