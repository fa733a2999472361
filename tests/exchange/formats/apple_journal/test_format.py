"""Apple Journal's export: made-up pages, as the program writes them and as others tell of them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.entries.portable_entry import LeftOutKind
from resilify_cli.exchange.file_dates.entry_date import DateGuess
from resilify_cli.exchange.formats.apple_journal.page import parse_page
from resilify_cli.exchange.import_options import ImportOptions
from resilify_cli.exchange.importing.run_import import detect_format, run_import
from resilify_cli.exchange.importing.summary import ImportSummary
from resilify_cli.store.database import Database
from tests.exchange.conftest import noon, told
from tests.fuzz.bounds import soon

HEAD = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Journal</title>'
    "<style>.pageHeader {{ font-size: 11px }} .bodyText {{ margin: 0 }}</style></head><body>"
)
# As the program writes it: the tags are closed in another order than they were opened.
CROSSED = (
    HEAD + '<p class="p1"><span class="s1"><div class="pageContainer"><div class="pageHeader">{header}</div>'
    '<div class="assetGrid">{cards}</div><div class="title">{title}</div><div class="bodyText"></span></p>'
    '{words}<p class="p1"><span class="s1"></div></div></span></p></body></html>'
)
PLAIN = (
    HEAD + '<div class="pageHeader">{header}</div><div class="entry"><div class="title">'
    '<span class="s1"></span><span class="s2">{title}</span></div>{cards}<div class="bodyText">{words}</div>'
    "</div></body></html>"
)
PHOTO = '<div id="A{0}" class="gridItem assetType_photo"><img src="../Resources/A{0}.heic"></div>'
VIDEO = '<div class="gridItem assetType_video"><video><source src="../Resources/B.mov"></video></div>'


def words(*lines: str) -> str:
    return "".join(f'<p class="p2"><span class="s2">{line}</span></p>\n' for line in lines)


TWO = words("Soup.", "Tea.")
THREE = PHOTO.format(1) + PHOTO.format(2) + VIDEO
# The page, the day or the time it is of, its words, and what is left out.
PAGES: dict[str, tuple[str, str, str, dict[LeftOutKind, int]]] = {
    "2023-12-14_A_quiet_day.html": (
        CROSSED.format(
            header="Thursday, 14 December 2023", title="A quiet day", cards="", words=words("Soup.", "Tea.")
        ),
        "2023-12-14 00:00:00",
        "A quiet day\n\nSoup.\n\nTea.",
        {},
    ),
    "2024-05-10.html": (
        CROSSED.format(
            header="Friday, May 10, 2024",
            title="",
            cards=PHOTO.format(1) + PHOTO.format(2) + VIDEO,
            words=words("Far &amp; wide."),
        ),
        "2024-05-10 00:00:00",
        "Far & wide.",
        {LeftOutKind.PHOTO: 2, LeftOutKind.VIDEO: 1},
    ),
    "2024-05-10_(1).html": (
        PLAIN.format(header="Friday, May 10, 2024", title="", cards="", words=words("Later.")),
        "2024-05-10 00:00:00",
        "Later.",
        {},
    ),
    "2024-05-11_Only_in_the_name.html": (
        PLAIN.format(header="", title="", cards="", words=words("No header.")),
        "2024-05-11 00:00:00",
        "Only in the name\n\nNo header.",
        {},
    ),
    "2024-05-12.html": (
        PLAIN.format(header="Sunday, 12 May 2024", title="", cards=PHOTO.format(3), words=""),
        "",
        "",
        {LeftOutKind.PHOTO: 1},
    ),
    "2024-05-13.html": (
        CROSSED.format(
            header="lundi 13 mai 2024",
            title="Au lac",
            cards='<div class="gridItem assetType_stateOfMind"><div class="gridItemOverlayHeader">Calm</div>'
            '<div class="gridItemOverlayFooter">Family</div></div>'
            '<div class="gridItem assetType_multiPinMap"><div class="x">The jetty</div></div>'
            '<div class="gridItem assetType_genericMap"></div>',
            words=words("L’eau."),
        ),
        "2024-05-13 00:00:00",
        "Au lac\n\nCalm, Family\nThe jetty\n\nL’eau.",
        {LeftOutKind.PLACE: 1},
    ),
    "2024-05-14.html": (
        HEAD + '<article><time datetime="2024-05-14T09:12:00Z">Tuesday</time><h1>The long walk</h1>'
        "<p>We went<br>as far as the water.</p><ul><li>boots</li><li>bread</li></ul>"
        '<img src="../Photos/1.jpg"></article></body></html>',
        "2024-05-14 09:12:00",
        "The long walk\n\nWe went\nas far as the water.\n\n- boots\n- bread",
        {LeftOutKind.PHOTO: 1},
    ),
    "2024-05-15.html": (
        CROSSED.format(
            header="2024年5月15日 星期三",
            title="",
            cards='<div class="gridItem assetType_link"><a href="https://example.org/a">A page</a></div>',
            words='<div class="reflectionPrompt">What went well?</div>' + words("很多。"),
        ),
        "2024-05-15 00:00:00",
        "A page https://example.org/a\n\nWhat went well?\n\n很多。",
        {},
    ),
    "entry.html": (
        PLAIN.format(header="someday", title="", cards="", words=words("No day anywhere.")),
        f"{noon().astimezone():%Y-%m-%d %H:%M:%S}",
        "someday\n\nNo day anywhere.",
        {},
    ),
    "2024-05-16.html": (
        "<div class='pageHeader'>Thursday, 16 May 2024</div>Words without a tag"
        "<div class='bodyText'> and with one <b>bold",
        "2024-05-16 00:00:00",
        "Words without a tag\n\nand with one bold",
        {},
    ),
}


def bring_in(database: Database, path: Path) -> ImportSummary:
    with ImportSource(str(path)) as source:
        form = detect_format(source)
        assert form.name == "apple-journal"
        return run_import(database, form, source, ImportOptions(now=noon()))


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """The folder of an export."""
    folder = tmp_path / "AppleJournalEntries"
    (folder / "Entries").mkdir(parents=True)
    (folder / "Resources").mkdir()
    (folder / "index.html").write_text("<a href='Entries/2024-05-10.html'>Friday</a>")
    (folder / "Resources/A1.heic").write_bytes(b"x")
    for name, (page, *_) in PAGES.items():
        (folder / "Entries" / name).write_text(page, "utf-8")
    return folder


WANTED = sorted((day, text) for _, day, text, _ in PAGES.values() if text)


def test_every_page_is_an_entry(empty: Database, journal: Path) -> None:
    """With its day and its title; photos and the like are counted, and a page of photos alone is told."""
    account = bring_in(empty, journal)
    assert sorted(told(empty)) == WANTED
    assert account.empty_locations == ["Entries/2024-05-12.html"]
    assert account.guesses == {DateGuess.NOW: 1}
    wanted = {kind: sum(left.get(kind, 0) for *_, left in PAGES.values()) for kind in LeftOutKind}
    assert account.left_out == {kind: count for kind, count in wanted.items() if count}


# Only in its folder can a page without a header be told from any other.
@pytest.mark.parametrize("name", [name for name, (page, *_) in PAGES.items() if 'pageHeader"' in page])
def test_a_page_alone_is_read_the_same(empty: Database, journal: Path, name: str) -> None:
    """Its day and its words do not hang on the folder."""
    _, day, text, left_out = PAGES[name]
    account = bring_in(empty, journal / "Entries" / name)
    assert told(empty) == ([(day, text)] if text else [])
    assert account.left_out == left_out


def test_a_zip_and_the_folder_of_entries_are_known_again(empty: Database, journal: Path) -> None:
    """The same pages come in once, whichever way they are wrapped."""
    path = journal.parent / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, (page, *_) in PAGES.items():
            archive.writestr(f"AppleJournalEntries/Entries/{name}", page)
        archive.writestr("__MACOSX/AppleJournalEntries/Entries/._x.html", b"\0\5")
    bring_in(empty, path)
    assert sorted(told(empty)) == WANTED
    bring_in(empty, journal)
    bring_in(empty, journal / "Entries")
    assert sorted(told(empty)) == WANTED


ODD = (
    "<div>" * 20_000 + "words",
    "<p" * 50_000 + ">words",
    "<b>words" * 20_000,
    "<![x[words",
    "&#x110000;words",
    "<!--words-->words",
    '<div class="gridItem">' * 5_000 + "words",
    "<p>words</p>" * 20_000,
)


@pytest.mark.parametrize("html", ODD, ids=[html[:12] for html in ODD])
def test_odd_html_ends_soon(html: str) -> None:
    """Whatever the tags are, the words are read."""
    with soon():
        page = parse_page(html)
    assert "words" in page.words


def test_what_lies_beside_the_pages_is_counted(empty: Database, journal: Path) -> None:
    """But for what pages show, which is counted where they show it."""
    before = bring_in(empty, journal).left_out[LeftOutKind.FILE]
    (journal / "diary.md").write_text("Loose words.")
    (journal / "Resources/B.jpg").write_bytes(b"x")
    assert bring_in(empty, journal).left_out[LeftOutKind.FILE] == before + 1


def test_a_page_that_is_not_whole_keeps_its_words(empty: Database, tmp_path: Path) -> None:
    """Also where its header has no end; and cells of a table are words apart."""
    page = tmp_path / "page.html"
    page.write_text('<div class="pageHeader">6 May 2024<p>some words<table><tr><td>one</td><td>two</td></tr>')
    bring_in(empty, page)
    [(day, text)] = told(empty)
    assert day == "2024-05-06 00:00:00"
    assert text.split() == ["6", "May", "2024", "some", "words", "one", "two"]


@pytest.mark.parametrize(("deep", "title"), [(100, "Calm"), (101, "")])
def test_of_tags_inside_each_other_without_end_the_words_are_read(deep: int, title: str) -> None:
    """A page whose tags stand in a hundred others has its title; deeper, its words alone."""
    page = "<b>" * (deep - 1) + '<div class="title">Calm</div>' + "</b>" * (deep - 1)
    assert parse_page(page).title == title
