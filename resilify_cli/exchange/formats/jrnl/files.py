"""Finds the files with jrnl's entries: one file, or a folder of journals in text or of exports."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from resilify_cli.decoding import decode_text
from resilify_cli.errors import ImportRefusedError
from resilify_cli.exchange.containers.folder import check_file, open_files, walk_files
from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.entries.portable_entry import ImportProblem, LeftOutCounts, LeftOutKind
from resilify_cli.exchange.formats.jrnl.exports import (
    is_markdown_export,
    is_yaml_export,
)
from resilify_cli.exchange.formats.jrnl.text_journal import starts_like_jrnl
from resilify_cli.exchange.import_options import ImportOptions

ENCRYPTED = "it is encrypted by jrnl; to write it out: jrnl --decrypt journal.txt"
TEXT, MARKDOWN, YAML, JSON = "text", "markdown", "yaml", "json"
_MARKDOWN_SUFFIXES = (".md", ".markdown")
_MOST_LOOKED_AT = 200
# What jrnl's encryption of today makes of a journal.
_ENCRYPTED = re.compile(rb"gAAAAA[\w=-]{40,}\s*\Z", re.ASCII)
_ENTRY_OF_JSON = re.compile(rb'\s*\{\s*"(?:title|body|tags|entries)"\s*:')
_NO_OPTIONS = ImportOptions()


class JrnlFile(NamedTuple):
    """A file of jrnl, in one of its forms; `name` is empty where it is the whole source."""

    name: str
    form: str
    source: ImportSource


def is_encrypted(head: bytes) -> bool:
    """Return whether a file is a journal that jrnl encrypted."""
    return (
        _ENCRYPTED.match(head[:4096]) is not None
        or re.fullmatch(rb"gAAAAA[\w=-]{4000,}", head[:4096]) is not None
    )


def jrnl_file_kind(name: str, head: bytes, options: ImportOptions = _NO_OPTIONS) -> str:
    """Return in which of jrnl's forms a file is, by its name and first bytes; empty if it is in none."""
    suffix = os.path.splitext(name)[1].lower()
    if suffix == ".json":
        is_jrnl = _ENTRY_OF_JSON.match(head) and b'"creationDate"' not in head
        return JSON if is_jrnl and b'"title"' in head and b'"time"' in head else ""
    if suffix in _MARKDOWN_SUFFIXES:
        text = decode_text(head)
        if is_yaml_export(text):
            return YAML
        if is_markdown_export(text, os.path.basename(name), options):
            return MARKDOWN
        return TEXT if starts_like_jrnl(head, options, bare=False) else ""
    return TEXT if starts_like_jrnl(head, options) else ""


def is_jrnl_folder(folder: str) -> bool:
    """Return whether the first text files of a folder are all of jrnl, and there is one at least."""
    found = False
    for file in islice(walk_files(folder), _MOST_LOOKED_AT):
        if not file.name.lower().endswith((".txt", ".json", *_MARKDOWN_SUFFIXES)) or check_file(file):
            continue
        try:
            with ImportSource(file.path) as source:
                if source.head.strip() and not (
                    jrnl_file_kind(file.name, source.head) or is_encrypted(source.head)
                ):
                    return False
                found = found or bool(source.head.strip())
        except ImportRefusedError:
            return False
    return found


def journal_files(
    folder: ImportSource, options: ImportOptions
) -> Iterator[JrnlFile | LeftOutCounts | ImportProblem]:
    """Yield each file of jrnl in a folder, the problems of others, and how many are left out."""
    others = 0
    for file in open_files(folder):
        if isinstance(file, ImportProblem):
            yield file
            continue
        assert file.source is not None, "all files are wanted"
        if is_encrypted(file.source.head):
            yield ImportProblem(file.name, ENCRYPTED)
        elif form := jrnl_file_kind(file.name, file.source.head, options):
            yield JrnlFile(file.name, form, file.source)
        else:
            others += 1
    if others:
        yield LeftOutCounts({LeftOutKind.FILE: others})
