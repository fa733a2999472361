"""Tests of the commands of `resilify sync`."""
