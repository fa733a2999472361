"""Tests of `resilify_cli.sync`."""
