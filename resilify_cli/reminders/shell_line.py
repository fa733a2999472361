"""What a person puts into their shell's file, so that a reminder comes as a line above a prompt.

Every ten minutes, at the prompt that comes next, it asks whether something is due; at all other prompts it
starts no program, fish's `date` apart.
"""

from __future__ import annotations

BASH, ZSH, FISH = SHELLS = ("bash", "zsh", "fish")
FILES = {BASH: "~/.bashrc", ZSH: "~/.zshrc", FISH: "~/.config/fish/config.fish"}
_LINES = {
    BASH: (
        """_resilify_due() { local code=$? now; printf -v now '%(%F%H%M)T' -1; """
        """[ "${now%?}" = "$_resilify_at" ] || { _resilify_at=${now%?}; @@ --line --due; }; """
        """return $code; }; PROMPT_COMMAND="_resilify_due${PROMPT_COMMAND:+;$PROMPT_COMMAND}\""""
    ),
    ZSH: (
        """_resilify_due() { local now="${(%):-%D{%F%H%M}}"; """
        """[[ ${now%?} == $_resilify_at ]] || { _resilify_at=${now%?}; @@ --line --due }; }; """
        """autoload -Uz add-zsh-hook && add-zsh-hook precmd _resilify_due"""
    ),
    FISH: (
        """function _resilify_due --on-event fish_prompt; set -l now (date +%F%H%M | string sub -e -1); """
        """test "$now" = "$_resilify_at"; or begin; set -g _resilify_at $now; @@ --line --due; end; end"""
    ),
}


def shell_line(shell: str, command: str) -> str:
    """Return the line for a shell.

    Args:
        shell: One of `SHELLS`.
        command: What runs resilify, quoted as the shell needs it.
    """
    return _LINES[shell].replace("@@", command)


def shell_of(path: str) -> str:
    """Return the shell that a path such as that of `SHELL` leads to; empty if it is none of `SHELLS`."""
    name = path.rpartition("/")[2].removesuffix(".exe")
    return name if name in SHELLS else ""
