"""Makes the pages of docs/reference that follow from code: facts.md, permissions.md, cli.md, api.md.

python scripts/reference.py            write the pages
python scripts/reference.py --check    change nothing; name pages that are out of date, exit code 1 if any is
"""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "docs" / "reference"
MADE = "Made from the code by `scripts/reference.py`; do not edit."


def main() -> int:
    """Do what the command line says; return the exit code."""
    set_up()
    if "--check" in sys.argv[1:]:
        old = stale_pages()
        sys.stdout.write("".join(f"{name} is out of date: run scripts/reference.py\n" for name in old))
        return 1 if old else 0
    for name, make in MAKERS.items():
        (PAGES / name).write_text(make(), "utf-8")
    return 0


def set_up() -> None:
    """Have Django know all rooms; needs no database."""
    sys.path.insert(0, str(ROOT))
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoitu.project.settings")
    django.setup()


def stale_pages() -> list[str]:
    """Return the names of pages that are not what the code says now."""
    return [
        name
        for name, make in MAKERS.items()
        if not (PAGES / name).exists() or (PAGES / name).read_text("utf-8") != make()
    ]


def facts_page() -> str:
    """Return every fact with its fields and who hears it."""
    from hoitu.kernel.facts import Fact, subscriptions_of

    for room in _rooms():
        if find_spec(f"hoitu.{room}.events"):
            import_module(f"hoitu.{room}.events")
    lines = [
        "# Facts",
        "",
        MADE,
        "",
        "What rooms announce, and whom `hoitu/project/subscriptions.py` tells. Every fact also has `subject`",
        "and `agency_id`. How they travel: [Facts and jobs](../explanation/facts-and-jobs.md).",
        "",
        "| Fact | Says | Fields | Heard by |",
        "|---|---|---|---|",
    ]
    for kind, fact in sorted(Fact.kinds.items()):
        if not fact.__module__.startswith("hoitu.") or ".tests." in fact.__module__ or fact.__subclasses__():
            continue
        own = [each.name for each in fields(fact) if each.name not in ("subject", "agency_id")]
        heard = [each.receiver.removeprefix("hoitu.") for each in subscriptions_of(kind)]
        lines.append(f"| `{kind}` | {_first_line(fact.__doc__)} | {_codes(own)} | {_codes(heard) or '–'} |")
    return "\n".join(lines) + "\n"


def permissions_page() -> str:
    """Return every permission with both labels and the default roles that hold it."""
    from django.utils.translation import override

    from hoitu.accounts.default_roles import DEFAULT_ROLES
    from hoitu.kernel.access import permissions

    lines = [
        "# Permissions",
        "",
        MADE,
        "",
        "A room declares its permissions in `hoitu/<room>/permissions.py`. The last column names the roles that a",
        "new agency starts with (`hoitu/accounts/default_roles.py`); what an agency changes afterwards is its own.",
        "`installation.operate` is no permission of a role: it comes with an operator's account.",
        "",
        "| Permission | Tiếng Việt | English | Default roles |",
        "|---|---|---|---|",
    ]
    with override("vi"):
        for each in sorted(permissions(), key=lambda permission: permission.code):
            holders = [role.key for role in DEFAULT_ROLES if each.code in role.permissions]
            lines.append(f"| `{each.code}` | {each.label} | {each.label_en} | {', '.join(holders) or '–'} |")
        lines += ["", "| Role | Tên | Second step demanded |", "|---|---|---|"]
        lines += [
            f"| `{role.key}` | {role.name} | {'yes' if role.mfa_required else 'no'} |"
            for role in DEFAULT_ROLES
        ]
    return "\n".join(lines) + "\n"


def commands_page() -> str:
    """Return every command of `hoitu` with its arguments and options."""
    from typer.main import get_command

    from hoitu.project import cli

    if not any(group.name == "verify" for group in cli.app.registered_groups):
        cli._add_commands_of_rooms()
    lines = [
        "# The command `hoitu`",
        "",
        MADE,
        "",
        "Exit codes: 0 done, 1 refused or failed with a sentence, 2 wrong use or wrong settings; others stand below.",
        "`hoitu COMMAND --help` says the same in a terminal.",
        "",
    ]
    for path, command in _leaves((), get_command(cli.app)):
        lines += [f"## hoitu {' '.join(path)}", "", " ".join((command.help or "").split()), ""]
        shown = [
            each for each in command.params if not getattr(each, "hidden", False) and each.name != "help"
        ]
        if shown:
            lines += ["| | Meaning |", "|---|---|"]
            lines += [f"| `{_spelt(each)}` | {getattr(each, 'help', '') or ''} |" for each in shown]
            lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def api_page() -> str:
    """Return every operation of the REST API: method, address, what it does."""
    from hoitu.project.rest import api

    lines = [
        "# REST API",
        "",
        MADE,
        "",
        "Below `/api/` of the newsroom. `openapi.json` describes it to programs, `docs` to people who are signed in.",
        "How to call it: [Use the API](../how-to/api.md).",
        "",
        "| Operation | Does |",
        "|---|---|",
    ]
    for address, methods in sorted(api.get_openapi_schema(path_prefix="/api/")["paths"].items()):
        for method, operation in methods.items():
            words = " ".join(operation.get("description", operation["summary"]).split())
            lines.append(f"| `{method.upper()} {address}` | {words} |")
    return "\n".join(lines) + "\n"


MAKERS: dict[str, Callable[[], str]] = {
    "api.md": api_page,
    "facts.md": facts_page,
    "permissions.md": permissions_page,
    "cli.md": commands_page,
}


def _leaves(path: tuple[str, ...], command: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    below = getattr(command, "commands", None)
    if below is None:
        yield path, command
        return
    for word in sorted(below):
        if not below[word].hidden:
            yield from _leaves((*path, word), below[word])


def _spelt(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.name).upper()
    return ", ".join((*parameter.opts, *parameter.secondary_opts))


def _rooms() -> list[str]:
    return sorted(path.parent.name for path in (ROOT / "hoitu").glob("*/__init__.py"))


def _first_line(text: str | None) -> str:
    return (text or "").strip().splitlines()[0]


def _codes(words: list[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


if __name__ == "__main__":
    sys.exit(main())
