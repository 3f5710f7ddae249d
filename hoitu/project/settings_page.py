"""The page docs/reference/settings.md, made from the descriptions in `hoitu.project.config`."""

from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from hoitu.project.config import Config, env_name


def settings_page() -> str:
    """Return the whole page as Markdown."""
    lines = [
        "# Settings",
        "",
        "Made from `hoitu/project/config.py` by `hoitu settings-page`; do not edit.",
        "",
        "Set them in the environment or, in small letters without the prefix `HOITU_`, in `hoitu.toml` in",
        "the working folder (`HOITU_CONFIG` names another file). The environment wins. A name or a value that",
        "is not understood stops every command with one sentence. Keys and passwords that Hội Tụ makes for",
        "itself are in `HOITU_HOME/secrets`; they belong into every backup.",
        "",
        "| Variable | In hoitu.toml | Default | Values | Meaning |",
        "|---|---|---|---|---|",
    ]
    hints = get_type_hints(Config)
    for entry in fields(Config):
        default = _shown(entry)
        lines.append(
            f"| `{env_name(entry.name)}` | `{entry.name}` | {default} | {_kind(entry, hints[entry.name])} "
            f"| {entry.metadata['english']} |"
        )
    return "\n".join(lines) + "\n"


def _shown(entry: Field[Any]) -> str:
    value = entry.default
    if value is MISSING or value in ("", ()):
        return "empty"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _kind(entry: Field[Any], hint: Any) -> str:
    if hint is bool:
        return "`true`, `false`"
    if hint is int:
        return f"{entry.metadata['low']} … {entry.metadata['high']}"
    if get_origin(hint) is Literal:
        return ", ".join(f"`{choice}`" for choice in get_args(hint))
    if get_origin(hint) is tuple:
        return "list"
    if hint is Path:
        return "folder"
    return "address" if entry.metadata["is_url"] else "text"
