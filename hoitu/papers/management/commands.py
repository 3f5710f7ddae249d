"""`hoitu trial-certificate`: a certificate to try signing with."""

from pathlib import Path
from typing import Annotated

import typer

from hoitu.papers import api


def trial_certificate(
    file: Annotated[Path, typer.Argument(help="The .p12 file to write.")],
    name: Annotated[str, typer.Option(help="Who signs.")] = "Người thử",
    organisation: Annotated[str, typer.Option(help="The signer's organisation.")] = "Cơ quan thử",
    days: Annotated[int, typer.Option(min=1, max=365, help="How long it is valid.")] = 30,
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)] = "",
) -> None:
    """Write a PKCS#12 file with a certificate that signed itself: for trials, of no legal value."""
    if file.exists():
        typer.echo(f"{file} is there already.", err=True)
        raise typer.Exit(1)
    file.write_bytes(
        api.trial_certificate(name=name, organisation=organisation, password=password, days=days)
    )
    file.chmod(0o600)
    typer.echo(f"{file}: {name}, {organisation}, {days} days. For trials only.")


COMMANDS = {"trial-certificate": trial_certificate}
