"""`resilify pack`: a program as one file, to be given to others."""

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer

from resilify_cli.app.context import app_context
from resilify_cli.app.own_files import refuse_own_file
from resilify_cli.command_line.options import ProgramName, command_app
from resilify_cli.console import print_message, print_unbroken
from resilify_cli.errors import UsageError
from resilify_cli.safe import safe_line

app = command_app()
_MOST_NAMED = 10


@app.command()
def pack(
    program: ProgramName,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where the .zip goes; here if left out.")
    ] = None,
) -> None:
    """Pack a program into one .zip, to give to others: they put it in with `resilify add`."""
    from resilify_cli.atomic_files import place_new_file, scratch_file
    from resilify_cli.content.loader import read_program
    from resilify_cli.exchange.programs.package import digest_of, read_package
    from resilify_cli.exchange.programs.packing import files_to_pack, package_name
    from resilify_cli.exchange.programs.packing import pack as pack_files

    ctx = app_context()
    found, _ = ctx.programs.find(program)
    package = read_package(str(found.path))
    if package.is_single_file:
        raise UsageError(
            "This program is one file already, and needs no packing.", "Give that file to others as it is."
        )
    files = files_to_pack(package.files, read_program(found.path).files)
    target = output or Path(package_name(found))
    if target.exists():
        raise UsageError(f"{target} is there already.", "Name another file: --output FILE")
    if not target.absolute().parent.is_dir():
        raise UsageError(f"There is no folder {target.parent}.", "Make it first, or name another one.")
    refuse_own_file(ctx, target)
    with scratch_file(target.absolute().parent) as scratch:
        scratch.write_bytes(pack_files(found, files))
        place_new_file(scratch, target.absolute())
    print_unbroken(safe_line(str(target)))
    print_message(f"{len(files)} files. SHA-256 of what is in them: {digest_of(files)}")
    if left_out := _left_out(found.path, files):
        more = f" and {len(left_out) - _MOST_NAMED} more" if len(left_out) > _MOST_NAMED else ""
        print_message(
            f"Not in it, as the program names them nowhere: {', '.join(left_out[:_MOST_NAMED])}{more}"
        )
    if not found.license:
        print_message("It names no license, so nobody may pass it on. In program.md: license: CC-BY-SA-4.0")


def _left_out(folder: Path, packed: Collection[str]) -> list[str]:
    """Return the names of the files in a program's folder that are not packed; hidden ones are not told."""
    names = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())
    return [
        safe_line(name.as_posix())
        for name in names
        if name.as_posix() not in packed and not any(part.startswith(".") for part in name.parts)
    ]
