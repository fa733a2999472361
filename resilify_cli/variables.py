"""The names of the environment variables that stand for the options every command takes.

Each option sets its variable, so that whatever looks at the environment, in this process or in one that it
starts, sees the same whether the option or the variable was given.
"""

from collections.abc import Mapping

COLOR = "RESILIFY_COLOR"
# Set by a shell that completes the line which is typed.
COMPLETING = "_RESILIFY_COMPLETE"
NO_INPUT = "RESILIFY_NO_INPUT"
PAGER = "RESILIFY_PAGER"
PASSPHRASE_FILE = "RESILIFY_PASSPHRASE_FILE"
PLAIN = "RESILIFY_PLAIN"
QUIET = "RESILIFY_QUIET"


def is_on(environment: Mapping[str, str], name: str) -> bool:
    """Return whether a variable is set to anything but nothing, 0, no or false."""
    return environment.get(name, "").strip().lower() not in {"", "0", "no", "false"}
