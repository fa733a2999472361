"""A corpus of made-up notes: every word of each is found in the store, or told in the account."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from resilify_cli.decoding import decode_text
from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.file_dates.entry_date import DateGuess
from resilify_cli.exchange.import_options import ImportOptions
from resilify_cli.exchange.importing.run_import import detect_format, run_import
from resilify_cli.exchange.importing.summary import ImportSummary
from resilify_cli.exchange.transfer.entry_reader import EntryReader
from resilify_cli.exchange.transfer.merge import MergeOutcome
from resilify_cli.store.database import Database
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from tests.exchange.conftest import new_store, noon

COUNT = 360
# A name, in which {} is a number of its own, and the day that it tells.
NAMES: list[tuple[str, str | None]] = [
    ("2022_12_24 {}.md", "2022-12-24"),
    ("20230101 {}.md", "2023-01-01"),
    ("2023.01.03 {}.md", "2023-01-03"),
    ("2023-01-02 Letter {} to nobody.md", "2023-01-02"),
    ("Daily {} 2023-01-05.md", "2023-01-05"),
    ("January 3rd, 2023 {}.md", "2023-01-03"),
    ("{} 3 January 2023.md", "2023-01-03"),
    ("Mon 2 Jan 2023 {}.md", "2023-01-02"),
    ("2023/11/{}/05.md", None),
    ("{}/2023/11/05.md", "2023-11-05"),
    ("{}/2023/11/2023-11-06.md", "2023-11-06"),
    ("{}/2023/11 November/05 Sunday.md", "2023-11-05"),
    ("202301071845 {}.md", "2023-01-07"),
    ("20230107-1845 {}.md", "2023-01-07"),
    ("2023-01-07T18-45-00 {}.md", "2023-01-07"),
    ("2023-W02-3 {}.md", "2023-01-11"),
    ("13-01-2023 {}.md", "2023-01-13"),
    ("2023-02-30 {}.md", None),
    ("Letter {} to my mother.md", None),
    ("journals {}/2023_01_09.md", "2023-01-09"),
    ("1er février 2023 {}.markdown", "2023-02-01"),
    ("2023-01-08 {}.txt", "2023-01-08"),
]
FRONT = [
    "",
    "---\ndate: 2024-03-01\nmood: 2\nsleep: 6h\n---\n",
    "---\ndate: March 5, 2024\nfeelings: [sad, tired]\n---\n",
    "---\ndate: 26.03.2024 23:15\ngratitude:\n  - neighbour\n  - plants # watered\n---\n",
    "---\ntitle: Today: a hard day\ndate: 2024-03-08\n---\n",
    "---\nmood: good\nmood: worse\n---\n",
    "---\ndate: 2024-03-14\ntags:\n\t- walk\n---\n",
    "---\nNot front matter, only a rule\n---\n",
    "---\ncreationDate: 2024-04-16T23:00\nlocation: the kitchen\nstarred: true\n---\n",
    '+++\ndate = 2024-03-15T10:00:00Z\ntitle = "Above"\ntags = ["sea"]\n[weather]\nsky = "grey"\n+++\n',
    ';;;\n{"date": "2024-03-16", "mood": {"word": "meh"}}\n;;;\n',
    '{"date": "2024-03-17", "note": "bracket"}\n',
    "---\ndate: someday soon\nwhere: &anchor nowhere\n---\n",
    "---\ndate: 2024-03-18\nnever: closed\n\n",
    "---\ntags: [work/project, c++, '2024', '🙂']\nkeywords: one, two\n---\n",
    '---\ndate: 1709287200\nquoted: "a \\"word\\""\n---\n',
    "date:: 2024-03-19\ntags:: property\n",
]
BODIES = [
    "It rained until {0}.\n\n> somebody said\n> — Marcus\n\nAnd more.",
    "# Heading {0}\n\n`#code` https://example.org/#part \\#escaped #tag{0}\n\n    indented code",
    "- [ ] a list {0}\n- [x] done\n\n![[photo{0}.jpg]] [[Page#Part|alias]]",
    "Grüße {0}, naïve café — “quoted” … 中文 🙂",
    "## 2023-05-01\n\nfirst {0}\n\n## 2023-05-02\n\nsecond {0}",
    "---\nrule {0}\n---\n\n<!-- hidden {0} --> <b>bold</b>",
    "plain {0}",
    "",
]
LINE_ENDS = ["\n", "\r\n", "\r"]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-be-mark", "cp1252"]


def encoded(text: str, encoding: str) -> bytes:
    if encoding == "utf-16-be-mark":
        return b"\xfe\xff" + text.encode("utf-16-be")
    if encoding == "cp1252":
        return text.encode("cp1252", "ignore")
    return text.encode(encoding)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """The folder of the corpus, and the bytes of each file in it by its path."""
    drawn = random.Random(11)
    folder = tmp_path_factory.mktemp("vault")
    files: dict[str, bytes] = {}

    def mixed(part: list[Any]) -> Iterator[Any]:
        # Every value of a part comes, in an order that is mixed but always the same.
        while True:
            yield from drawn.sample(part, len(part))

    parts = [mixed(part) for part in (NAMES, FRONT, BODIES, LINE_ENDS, ENCODINGS)]
    for number in range(COUNT):
        (name, _), front, body, line_end, encoding = map(next, parts)
        path = name.format(f"n{number}")
        text = (front + body.format(f"w{number}") + "\n").replace("\n", line_end)
        files[path] = encoded(text, encoding)
        at = folder / path
        at.parent.mkdir(parents=True, exist_ok=True)
        at.write_bytes(files[path])
        os.utime(at, (1_700_000_000, 1_700_000_000))
    return folder, files


def words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"[^\W_]+", text)}


def brought(database: Database, folder: Path, *, split: bool = False) -> ImportSummary:
    with ImportSource(str(folder)) as source:
        return run_import(database, detect_format(source), source, ImportOptions(now=noon(), split=split))


# Words of front matter that become a date, a star, or the name of a key whose value is kept.
UNDERSTOOD = words(
    "date creationDate 2024 03 04 01 05 08 14 15 16 17 18 19 26 23 00 10 15T10 00Z 16T23 March 5 starred true"
    " title tags keywords 1709287200"
)


@pytest.fixture(scope="module", params=[False, True], ids=["whole", "split"])
def imported(
    request: pytest.FixtureRequest, corpus: tuple[Path, dict[str, bytes]]
) -> tuple[bool, ImportSummary, list[str]]:
    """Whether notes were split by day, what the import says of the corpus, and the texts that came in."""
    store = new_store()
    account = brought(store, corpus[0], split=request.param)
    return request.param, account, [entry.text for entry in EntryReader(store).entries(Filter())]


def test_the_account_adds_up(imported: tuple[bool, ImportSummary, list[str]]) -> None:
    """Each entry is counted once, and without a split each file is one."""
    split, account, texts = imported
    assert account.problem_count == 0
    assert len(texts) == account.entries[MergeOutcome.NEW]
    assert account.read_count == account.entries.total() + account.empty_count
    # Two files may say the same of the same day, if they say nothing else.
    assert account.entries[MergeOutcome.KNOWN] <= 5
    assert split or account.read_count == COUNT


def test_every_word_of_every_file_is_kept_or_told(
    imported: tuple[bool, ImportSummary, list[str]], corpus: tuple[Path, dict[str, bytes]]
) -> None:
    """Each file comes in as entries that hold all its words, or is told."""
    _, files = corpus
    assert len(files) == COUNT >= 300
    kept = set().union(*map(words, imported[2])) | UNDERSTOOD
    for path, data in files.items():
        lost = words(decode_text(data)) - kept
        assert not lost, (path, lost)


def test_each_file_has_its_words_in_one_entry(empty: Database, corpus: tuple[Path, dict[str, bytes]]) -> None:
    """Not only somewhere: in the entry that its own words are in."""
    folder, files = corpus
    brought(empty, folder)
    by_word: dict[str, set[str]] = {}
    for entry in EntryReader(empty).entries(Filter()):
        for mark in re.findall(r"w\d+", entry.text):
            by_word[mark] = words(entry.text)
    for path, data in files.items():
        if mark := re.search(r"w\d+", decode_text(data)):
            lost = words(decode_text(data)) - by_word[mark[0]] - UNDERSTOOD
            assert not lost, (path, lost)


def test_the_day_in_each_name_is_the_entrys_where_nothing_comes_first(
    empty: Database, corpus: tuple[Path, dict[str, bytes]]
) -> None:
    """A note without a date of its own has that of its name, or a guess that is told."""
    folder, files = corpus
    account = brought(empty, folder)
    days = {}
    for entry in EntryReader(empty).entries(Filter()):
        for mark in re.findall(r"w\d+", entry.text):
            days[mark] = f"{entry.at:%Y-%m-%d}"
    patterns = [(re.escape(name).replace(r"\{\}", r"n\d+"), day) for name, day in NAMES]
    for path, data in files.items():
        text = decode_text(data)
        mark = re.search(r"w\d+", text)
        day = next(day for pattern, day in patterns if re.fullmatch(pattern, path))
        if mark and day and not re.search(r"(?i)date\W+.*?(?:20\d\d|1709)", text):
            assert days[mark[0]] == day, path
    undated = account.guesses[DateGuess.FILE_TIME]
    assert 0 < undated < COUNT


def test_nothing_of_it_comes_twice(empty: Database, corpus: tuple[Path, dict[str, bytes]]) -> None:
    """Neither the same folder again, nor one of its folders, nor one of its files."""
    folder, files = corpus
    brought(empty, folder)
    count = len(list(EntryReader(empty).entries(Filter())))
    brought(empty, folder)
    for path in list(files)[::40]:
        brought(empty, folder / path)
        if "/" in path:
            brought(empty, (folder / path).parent)
    assert len(list(EntryReader(empty).entries(Filter()))) == count


def test_all_of_it_is_found_by_the_search(empty: Database, corpus: tuple[Path, dict[str, bytes]]) -> None:
    """What stood in the front matter too."""
    brought(empty, corpus[0])
    journal = Store(empty).journal
    for word in (
        "gratitude",
        "neighbour",
        "watered",
        "kitchen",
        "sky grey",
        "meh",
        "bracket",
        "nowhere",
        "closed",
    ):
        assert journal.page(Filter(), 1, 0, word).entries, word
