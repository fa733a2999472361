"""What only `resilify check` looks for in a program: what an author meant, and the loader reads otherwise."""
