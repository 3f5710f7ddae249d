"""`hoitu verify audit`."""

import typer
from rich.console import Console

from hoitu.audit.operations.verify import verify

console = Console(highlight=False)


def verify_audit() -> None:
    """Prove that no entry of the trail was edited, removed, reordered or cut off. Exit code 1 when one was."""
    found = verify()
    for problem in found.problems:
        chain = problem.agency_id or "installation"
        console.print(f"{chain} #{problem.seq} [{problem.kind}] {problem.sentence}", markup=False)
    console.print(
        f"{found.entries} mục trong {found.chains} chuỗi, {found.anchors} mốc niêm phong: "
        + (f"{len(found.problems)} chỗ sai" if found.problems else "nguyên vẹn")
    )
    if found.problems:
        raise typer.Exit(1)


VERIFY = {"audit": verify_audit}
