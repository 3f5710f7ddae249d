"""`hoitu user …`: accounts from the console of the server."""

import secrets
import string
from typing import Annotated

import typer
from django.core.exceptions import ValidationError
from rich.console import Console
from rich.table import Table

from hoitu.accounts.data import title_label
from hoitu.accounts.default_roles import DEFAULT_ROLES
from hoitu.accounts.models import Person
from hoitu.accounts.operations import console as operations
from hoitu.accounts.queries import agencies, memberships_of

console = Console(highlight=False)
user = typer.Typer(no_args_is_help=True, help="Accounts: add, list, reset, deactivate, unlock.")

Email = Annotated[str, typer.Argument(help="E-mail address of the account.")]
Password = Annotated[str, typer.Option(help="Without it a random one is made and printed.")]


@user.command("add")
def add(
    email: Email,
    name: Annotated[str, typer.Option(help="Full name.")],
    agency: Annotated[str, typer.Option(help="Slug of the press agency, see `hoitu user list`.")] = "",
    role: Annotated[
        str, typer.Option(help="Role: " + ", ".join(each.key for each in DEFAULT_ROLES))
    ] = "reporter",
    operator: Annotated[bool, typer.Option(help="May found agencies and run the installation.")] = False,
    password: Password = "",
) -> None:
    """Add a person; they choose an own password at the first sign-in."""
    secret = password or _random_password()
    chosen = operations.find_agency(agency) if agency else None
    try:
        operations.add_person(
            email=email,
            full_name=name,
            password=secret,
            agency=chosen,
            role_key=role,
            is_operator=operator,
        )
    except ValidationError as error:
        _refuse(error)
    console.print(f"{email}: {secret}", markup=False)


@user.command("list")
def list_people(
    agency: Annotated[str, typer.Option(help="Slug of one press agency; without it, all.")] = "",
) -> None:
    """List the agencies and who works there."""
    for each in agencies():
        if agency and each.slug != agency:
            continue
        table = Table(title=f"{each.name} ({each.slug})")
        for head in ("Họ và tên", "Thư điện tử", "Chức danh", "Vai trò", "Trạng thái"):
            table.add_column(head)
        for member in memberships_of(agency_id=each.id, with_former=True):
            person = member.person
            is_over = member.active_until is not None or not person.is_active
            roles = ", ".join(role.name for role in member.roles.all())
            titles = ", ".join(map(title_label, member.titles))
            table.add_row(
                person.full_name, person.email, titles, roles, "đã khóa" if is_over else "đang dùng"
            )
        console.print(table)
    operators = Person.objects.filter(is_operator=True).values_list("email", flat=True)
    console.print("Người vận hành: " + (", ".join(operators) or "chưa có"), markup=False)


@user.command("reset")
def reset(email: Email, password: Password = "") -> None:
    """Set a new password that must be changed at the next sign-in; end all sessions."""
    secret = password or _random_password()
    try:
        operations.set_password(person=operations.find_person(email), password=secret)
    except ValidationError as error:
        _refuse(error)
    console.print(f"{email}: {secret}", markup=False)


@user.command("deactivate")
def deactivate(email: Email) -> None:
    """Close an account in every agency, at once."""
    operations.deactivate_everywhere(person=operations.find_person(email))
    console.print(f"{email}: đã khóa", markup=False)


@user.command("unlock")
def unlock(email: Email) -> None:
    """Lift the lock that wrong passwords set."""
    operations.unlock_person(person=operations.find_person(email))
    console.print(f"{email}: đã mở khóa", markup=False)


def _refuse(error: ValidationError) -> None:
    console.print(" ".join(error.messages), markup=False)
    raise typer.Exit(1)


COMMANDS = {"user": user}


def _random_password() -> str:
    """Return 16 characters of all four kinds, as the strictest profile demands."""
    kinds = (string.ascii_lowercase, string.ascii_uppercase, string.digits, "-_.+")
    letters = [secrets.choice(kind) for kind in kinds] + [secrets.choice("".join(kinds)) for _ in range(12)]
    secrets.SystemRandom().shuffle(letters)
    return "".join(letters)
