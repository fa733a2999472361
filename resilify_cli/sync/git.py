"""Has the person's own git carry a sync folder that is a repository: pull before a sync, push after it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from resilify_cli.sync.folder import SyncFolderError

_TRIES = 3
_SECONDS = 300
_MESSAGE = "resilify"


class Git:
    """The git repository that a sync folder is.

    Args:
        folder: The folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def check(self) -> None:
        """Check that git is installed and that the folder is a repository.

        Raises:
            SyncFolderError: It is not.
        """
        if self._run_git("rev-parse", "--is-inside-work-tree").returncode:
            raise SyncFolderError(
                f"{self._folder} is no git repository.",
                "Make it one first, with git clone or git init, or leave out --git.",
            )

    def pull(self) -> None:
        """Bring what other machines have pushed. Where nothing is to pull from yet, nothing is done.

        Raises:
            SyncFolderError: It can't be brought.
        """
        if not self._has_upstream():
            return
        self._run_or_fail("pull", "--quiet", "--no-rebase", "--no-edit")

    def push(self) -> None:
        """Commit what is new in the folder, and push it where there is somewhere to.

        Raises:
            SyncFolderError: It can't be committed or pushed. What was written stays in the folder.
        """
        self._run_or_fail("add", "--all", ".")
        if self._run_git("diff", "--cached", "--quiet").returncode:
            self._run_or_fail("commit", "--quiet", "--message", _MESSAGE)
        if not self._run_git("remote").stdout.strip():
            return
        for _ in range(_TRIES - 1):
            if not self._push().returncode:
                return
            # Somebody else pushed meanwhile. Devices have files of their own, so there is no conflict.
            self.pull()
        self._run_or_fail("push", "--quiet", "--set-upstream", "origin", "HEAD")

    def _push(self) -> subprocess.CompletedProcess[str]:
        return self._run_git("push", "--quiet", "--set-upstream", "origin", "HEAD")

    def _has_upstream(self) -> bool:
        if not self._run_git("remote").stdout.strip():
            return False
        self._run_git("fetch", "--quiet")
        if not self._run_git("rev-parse", "--abbrev-ref", "@{upstream}").returncode:
            return True
        # A clone of an empty repository follows a branch that nobody had pushed when it was made.
        branch = self._run_git("symbolic-ref", "--short", "HEAD").stdout.strip()
        found = self._run_git("branch", "--quiet", f"--set-upstream-to=origin/{branch}")
        return not found.returncode

    def _run_or_fail(self, *arguments: str) -> None:
        done = self._run_git(*arguments)
        if done.returncode:
            said = (done.stderr or done.stdout).strip().splitlines()
            raise SyncFolderError(
                f"git {arguments[0]} failed in {self._folder}: {said[-1] if said else 'it says nothing'}",
                "Your journal is whole. What git needs, it says when you call it there yourself.",
            )

    def _run_git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        try:
            return subprocess.run(
                ["git", "-C", str(self._folder), *arguments],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=_SECONDS,
                check=False,
            )
        except FileNotFoundError as error:
            raise SyncFolderError("git is not installed.", "Install it, or leave out --git.") from error
        except subprocess.TimeoutExpired as error:
            raise SyncFolderError(
                f"git {arguments[0]} in {self._folder} took longer than five minutes.",
                "What was written is in the folder. Call the command again.",
            ) from error
