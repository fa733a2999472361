"""`python -m resilify_cli` does what the `resilify` command does."""

from resilify_cli.cli import main

main()
