"""The console command `hoitu`.

A room adds commands in `hoitu/<room>/management/commands.py`: `COMMANDS: dict[str, Callable | typer.Typer]`, and
checks under `hoitu verify` as `VERIFY: dict[str, Callable]`. Rooms that name the same group share it.
Exit codes: 0 done, 1 refused or failed with a sentence, 2 wrong use or wrong settings.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from hoitu.kernel.postgres import PostgresFailed
from hoitu.project import config as configuration
from hoitu.project.databases import cluster_of
from hoitu.project.processes import PortTaken, end_with_parent, ensure_port_free, stand_back

app = typer.Typer(
    name="hoitu",
    help="Hội Tụ: tòa soạn hội tụ. The converged newsroom.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
console = Console(stderr=True, highlight=False)
# These read files that somebody hands them; a machine without any database runs them.
WITHOUT_DATABASE = (["verify", "draw"],)
LIGHT_COMMANDS = {"up", "web", "public", "worker", "settings-page", "doctor", "backup", "restore"}

Supervisor = Annotated[int, typer.Option("--supervisor", hidden=True)]  # its process; 0: none
Command = Callable[..., object]


@app.command()
def up(
    verbose: Annotated[
        bool, typer.Option(help="Show the programs' own lines here, not in HOME/log.")
    ] = False,
) -> None:
    """Start everything: PostgreSQL, newsroom, readers' server, workers. Ctrl-C stops it."""
    from hoitu.project.demonstration import draw_ahead, fill_when_empty, sign_ins
    from hoitu.project.supervisor import StartFailed, Supervisor

    config = configuration.load()
    supervisor = Supervisor(config, console.print, verbose=verbose)
    try:
        if config.demo:
            draw_ahead(config)
            supervisor.run(fill=lambda: fill_when_empty(config), welcome=lambda: sign_ins(config))
        else:
            supervisor.run()
    except StartFailed as failure:
        _fail(str(failure))


@app.command()
def web(supervisor: Supervisor = 0) -> None:
    """Serve the newsroom."""
    from hoitu.project.processes import serve_newsroom

    config = configuration.load()
    if supervisor:
        end_with_parent(supervisor)
    else:
        ensure_port_free(config.host, config.port, "HOITU_PORT")
    static_seconds = 0 if config.dev else 86_400
    serve_newsroom(config.host, config.port, config.home / "static", static_seconds=static_seconds)


@app.command()
def public(supervisor: Supervisor = 0) -> None:
    """Serve the readers: baked pages, signed media, search. Needs neither newsroom nor database."""
    from hoitu.project.processes import serve_public

    config = configuration.load()
    if supervisor:
        end_with_parent(supervisor)
    else:
        ensure_port_free(config.host, config.public_port, "HOITU_PUBLIC_PORT")
    serve_public(config.host, config.public_port)


@app.command()
def worker(
    queues: Annotated[str, typer.Option(help="Names of queues, separated by commas.")] = (
        "publish,media,language,reports,default"
    ),
    at_once: Annotated[int, typer.Option(min=1, max=64, help="Jobs that run at the same time.")] = 4,
    supervisor: Supervisor = 0,
) -> None:
    """Do the jobs of some queues."""
    if supervisor:
        end_with_parent(supervisor)
    _set_up_django()
    from hoitu.project.worker import work

    config = configuration.load()
    names = [name.strip() for name in queues.split(",") if name.strip()]
    if "publish" not in names:
        stand_back()
    work(names, jobs_at_once=at_once, stop_limit_seconds=config.stop_limit_seconds)


@app.command()
def migrate() -> None:
    """Bring tables, static files and translations to the form this version needs."""
    from django.core.management import call_command

    from hoitu.kernel import push
    from hoitu.project.database import migrate as migrate_tables
    from hoitu.project.prepared import mark_prepared
    from hoitu.project.translations import compile_translations

    config = configuration.load()
    compile_translations()
    migrate_tables(verbosity=1 if sys.stderr.isatty() else 0)
    if push.is_on():
        push.public_key()  # made here, so that no request waits for it
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark_prepared(config)


@app.command()
def doctor() -> None:
    """Look at this machine and say what to fix. Exit code 1 when something must be fixed."""
    from hoitu.project.doctor import examine

    wrong = 0
    for finding in examine(configuration.load()):
        mark = "[red]✗[/red]" if finding.advice else "[green]✓[/green]"
        console.print(f"{mark} {escape(finding.what)}: {escape(finding.seen)}")
        if finding.advice:
            wrong += 1
            console.print(f"    {finding.advice}", style="red", markup=False)
    raise typer.Exit(1 if wrong else 0)


PassphraseFile = Annotated[
    Path | None,
    typer.Option(help="File with the backup's passphrase; only its owner may be able to read it."),
]


@app.command()
def backup(
    folder: Annotated[Path, typer.Argument(help="A new folder for this backup.")],
    encrypt: Annotated[
        bool, typer.Option("--encrypt", help="Seal every file; asks for a passphrase.")
    ] = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Back up database, files and keys, each file with its hash; only the owner may read it, `--encrypt` seals it."""
    from hoitu.project.backup import BackupFailed, back_up

    passphrase = _passphrase(passphrase_file, asks=encrypt, twice=True)
    try:
        with console.status("Đang sao lưu…"):
            made = back_up(configuration.load(), folder, passphrase=passphrase)
    except BackupFailed as failure:
        _fail(str(failure))
    else:
        console.print(f"Đã sao lưu {_amount(made.size_bytes, len(made.files), made.tables)} vào {folder}.")
        if not passphrase:
            console.print(
                "Bản sao lưu không mã hóa: ai đọc được thư mục này đọc được mọi bản thảo, nguồn tin và khóa. "
                "Hãy giữ như giữ khóa, hoặc dùng --encrypt.",
                style="yellow",
            )


@app.command()
def restore(
    folder: Annotated[Path, typer.Argument(help="The folder of a backup.")],
    only_check: Annotated[
        bool, typer.Option("--check", help="Only look whether the backup is whole.")
    ] = False,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Put a backup into an empty installation; verified by hashes, counts of rows and the audit chain."""
    from hoitu.project.backup import BackupFailed, check
    from hoitu.project.backup import restore as put_back
    from hoitu.project.sealed import is_sealed

    passphrase = _passphrase(passphrase_file, asks=is_sealed(folder))
    try:
        with console.status("Đang kiểm tra và khôi phục…"):
            found = (
                check(folder, passphrase=passphrase)
                if only_check
                else put_back(configuration.load(), folder, passphrase=passphrase)
            )
    except BackupFailed as failure:
        _fail(str(failure))
    else:
        console.print(f"Bản sao lưu trọn vẹn: {_amount(found.size_bytes, len(found.files), found.tables)}.")
        if not only_check:
            _verify_restored()


def _verify_restored() -> None:
    console.print("Kiểm tra chuỗi nhật ký…")
    # In a process of its own: Django must read the restored keys, not those of a moment ago.
    proof = subprocess.run([sys.executable, "-m", "hoitu.project.cli", "verify", "audit"], check=False)
    if proof.returncode:
        _fail("Dữ liệu đã khôi phục nhưng chuỗi nhật ký không nguyên vẹn; giữ lại bản sao lưu này.")
    console.print("Tiếp theo: hoitu bake --all, rồi hoitu up.")


def _passphrase(file: Path | None, *, asks: bool, twice: bool = False) -> str:
    """Return the passphrase of a backup: from a file, or typed in where one is needed."""
    from hoitu.project.sealed import checked, passphrase_in

    try:
        if file is not None:
            return passphrase_in(file)
        if asks:
            return checked(typer.prompt("Mật khẩu", hide_input=True, confirmation_prompt=twice))
    except (OSError, ValueError) as mistake:
        _fail(str(mistake))
    return ""


def _amount(size_bytes: int, files: int, tables: Mapping[str, int]) -> str:
    return f"{size_bytes / 1e6:.1f} MB, {files} tệp, {sum(tables.values())} dòng"


@app.command("settings-page")
def settings_page() -> None:
    """Print docs/reference/settings.md."""
    from hoitu.project.settings_page import settings_page as page

    sys.stdout.write(page())


def _set_up_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoitu.project.settings")
    django.setup()


def _add_commands_of_rooms() -> None:
    from django.apps import apps

    verify = typer.Typer(no_args_is_help=True, help="Prove that what is stored is what was written.")
    app.add_typer(verify, name="verify")
    groups: dict[str, typer.Typer] = {}
    for room in apps.get_app_configs():
        name = f"{room.name}.management.commands"
        if not room.name.startswith("hoitu.") or find_spec(f"{room.name}.management") is None:
            continue
        if find_spec(name) is None:
            continue
        module = import_module(name)
        commands: dict[str, Command | typer.Typer] = getattr(module, "COMMANDS", {})
        for word, command in commands.items():
            if isinstance(command, typer.Typer) and word in groups:
                groups[word].add_typer(command)  # an upper room says more about the same subject
            elif isinstance(command, typer.Typer):
                groups[word] = command
                app.add_typer(command, name=word)
            else:
                app.command(word)(command)
        checks: dict[str, Command] = getattr(module, "VERIFY", {})
        for word, check in checks.items():
            verify.command(word)(check)


@contextmanager
def _database(needed: bool) -> Iterator[None]:
    """Have embedded PostgreSQL run for the length of one command; one that runs already is used."""
    config = configuration.load()
    if not needed or not config.embedded_database:
        yield
        return
    cluster = cluster_of(config)
    with cluster.running():
        cluster.ensure_database()
        yield


def _fail(sentence: str, code: int = 1) -> None:
    console.print(sentence, style="bold red", markup=False)
    raise SystemExit(code)


def main() -> None:
    """Run one command line."""
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    asks_for_help = not words or "--help" in sys.argv
    light = bool(words) and words[0] in LIGHT_COMMANDS
    try:
        configuration.load()
        if not light:
            _set_up_django()
            _add_commands_of_rooms()
        needs_one = not light and words[:2] not in WITHOUT_DATABASE
        with _database(needed=needs_one and not asks_for_help):
            app()
    except configuration.ConfigError as mistake:
        _fail(str(mistake), code=2)
    except (PostgresFailed, PortTaken) as failure:
        _fail(str(failure))
    except Exception as refusal:
        # A `hoitu.kernel.errors.Refused` carries its sentence; anything else is our mistake and shows itself.
        sentence = getattr(refusal, "sentence", None)
        if sentence is None:
            raise
        _fail(str(sentence))


if __name__ == "__main__":
    main()
