"""`hoitu package build|read`: packages for other installations as files, from the console."""

from pathlib import Path
from typing import Annotated, NoReturn
from uuid import UUID

import typer
from rich.console import Console

from hoitu.connector import api
from hoitu.connector.adapters import package_file
from hoitu.connector.adapters.package_file import BadPackage
from hoitu.connector.models import Partner
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import Refused

console = Console(highlight=False)
package = typer.Typer(help="Packages of figures for other installations.", no_args_is_help=True)
WHY = "who runs commands looks after the whole installation"


@package.command()
def build(
    partner: Annotated[UUID, typer.Argument(help="Id of the partner, from its page.")],
    out: Annotated[Path, typer.Argument(help="Folder for the file.")] = Path(),
) -> None:
    """Build the next package of a partner and write it to a folder."""
    actor = _actor(partner)
    try:
        package_id = api.build_package(actor=actor, partner_id=partner)
        name, content = api.hand_out(actor=actor, package_id=package_id)
    except Refused as refusal:
        _stop(refusal.sentence)
    (out / name).write_bytes(content)
    console.print(str(out / name), markup=False)


@package.command()
def read(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The package.")],
    partner: Annotated[
        UUID | None, typer.Option(help="Take it in for the organisation that has this partner.")
    ] = None,
) -> None:
    """Show what is in a package; with a partner also take it in and print the receipt."""
    content = file.read_bytes()
    try:
        opened = package_file.open_package(content)
        parts = package_file.read_parts(opened)
    except BadPackage as bad:
        _stop(bad.sentence)
    told = opened.manifest
    console.print(f"{told['sender']} #{told['seq']} → {told['recipient']}, {told['until']}", markup=False)
    for one in told["organisations"]:
        console.print(f"  {one.get('name', '')} ({one['id']})", markup=False)
    for name, rows in parts.items():
        console.print(f"  {name}: {len(rows)}", markup=False)
    if partner is None:
        return
    try:
        row = api.receive_file(actor=_actor(partner), file_name=file.name, content=content)
    except Refused as refusal:
        _stop(refusal.sentence)
    console.print(package_file.canonical(row.receipt).decode(), markup=False, soft_wrap=True)
    if row.state != "accepted":
        raise typer.Exit(1)


def _actor(partner_id: UUID) -> Actor:
    row = Partner.objects.unscoped(why=WHY).filter(pk=partner_id).first()
    if row is None:
        _stop("Không có bản cài đặt đối tác mang mã này.")
    return Actor.system(agency_id=row.agency_id)


def _stop(sentence: str) -> NoReturn:
    console.print(sentence, markup=False)
    raise typer.Exit(1)


COMMANDS = {"package": package}
