"""Tags and stars that other journals keep in a list beside the text; here they are #tags in it."""

from __future__ import annotations

from resilify_cli.store.labels import with_tags

STARRED = "starred"


def append_listed_tags(text: str, entry: dict[str, object]) -> str:
    """Return a text with the tags of an entry added at its end, unless it has them already.

    What is no list of texts, or too long for a tag, is left out.
    """
    tags = entry.get("tags")
    listed = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    if entry.get("starred") is True:
        listed.append(STARRED)
    return with_tags(text, listed) if listed else text
