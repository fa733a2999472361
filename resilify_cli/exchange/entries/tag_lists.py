"""Tags as other journals keep them: in a list beside the text, with a star that is a tag too here."""

from __future__ import annotations

from resilify_cli.store.labels import with_tags

STARRED = "starred"


def append_listed_tags(text: str, entry: dict[str, object]) -> str:
    """Return a text with those tags of an entry at its end that it does not hold.

    What is no list of texts, or too long for a tag, is left out.
    """
    tags = entry.get("tags")
    listed = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    if entry.get("starred") is True:
        listed.append(STARRED)
    return with_tags(text, listed) if listed else text
