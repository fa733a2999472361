"""The `resilify` command, and `python -m resilify_cli`: the status line alone, or else the command line."""

import sys


def main() -> None:
    """Run what is asked for; Ctrl-C while a command is loaded ends it as it does later, without a word."""
    try:
        _run()
    except KeyboardInterrupt:
        sys.exit(130)


def _run() -> None:
    """Write a line for a prompt if that alone is asked for, before what is heavy; else run the command."""
    if sys.argv[1:] == ["--line"]:
        _write_status_line()
        return
    if sys.argv[1:] == ["--line", "--due"]:
        from resilify_cli.app.due_line import take_due_line

        _write_line(take_due_line())
        return
    from resilify_cli.cli import main as run_command_line

    run_command_line()


def _write_status_line() -> None:
    import os
    from time import time

    from resilify_cli.status_line import status_line

    _write_line(status_line(os.environ, sys.platform, int(time() * 1000)))


def _write_line(line: str) -> None:
    import os

    if line and sys.stdout is not None:
        try:
            # Not by the stream: it would tell at its end that nobody reads any more.
            os.write(sys.stdout.fileno(), f"{line}\n".encode(sys.stdout.encoding, "replace"))
        except OSError:
            return


if __name__ == "__main__":
    main()
