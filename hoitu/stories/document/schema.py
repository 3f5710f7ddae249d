"""Read schema.json into typed records that the tree, the importers and the renderers ask."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SCHEMA_PATH = Path(__file__).with_name("schema.json")
TOP = "doc"
TEXT = "text"

_PART = re.compile(r"\w+|[()|+*?]|\s+")


@dataclass(frozen=True)
class AttrType:
    """One attribute of a node or mark. `required` means: must have a value before release."""

    name: str
    type: str
    label: str
    default: Any
    required: bool
    pending: bool
    values: tuple[str, ...]
    minimum: float | None
    maximum: float | None


@dataclass(frozen=True)
class NodeType:
    """What one kind of node may hold. `content` is a ProseMirror expression, `pattern` its regex."""

    name: str
    label: str
    content: str
    pattern: re.Pattern[str]
    allowed: frozenset[str]
    groups: frozenset[str]
    inline: bool
    marks: frozenset[str]
    attrs: Mapping[str, AttrType]

    @property
    def leaf(self) -> bool:
        return not self.content

    @property
    def holds_inline(self) -> bool:
        return self.content in ("inline*", "text*")

    def accepts(self, children: Iterable[str]) -> bool:
        """Return whether nodes of these types, in this order, are valid content."""
        return self.pattern.fullmatch("".join(f"<{name}>" for name in children)) is not None


@dataclass(frozen=True)
class MarkType:
    """One kind of mark. `kind` is format (shown), comment (never shown) or suggestion (blocks release)."""

    name: str
    label: str
    kind: str
    rank: int
    excludes: frozenset[str]
    attrs: Mapping[str, AttrType]


@dataclass(frozen=True)
class Provider:
    """A platform whose content may be embedded, known by the hosts of its addresses."""

    name: str
    label: str
    hosts: tuple[str, ...]


@dataclass(frozen=True)
class Schema:
    """The whole declaration; `version` rises when a stored tree needs conversion."""

    version: int
    nodes: Mapping[str, NodeType]
    marks: Mapping[str, MarkType]
    providers: Mapping[str, Provider]


@cache
def schema() -> Schema:
    """Return the one schema of story documents."""
    raw = json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))
    mark_names = frozenset(raw["marks"])
    members = _members(raw["nodes"])
    nodes = {name: _node_type(name, spec, members, mark_names) for name, spec in raw["nodes"].items()}
    marks = {name: _mark_type(name, rank, spec) for rank, (name, spec) in enumerate(raw["marks"].items())}
    providers = {
        name: Provider(name, spec["label"], tuple(spec["hosts"])) for name, spec in raw["providers"].items()
    }
    return Schema(raw["version"], nodes, marks, providers)


def _members(nodes: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return what each name in a content expression stands for: a type, or every type of a group."""
    members: dict[str, tuple[str, ...]] = {name: (name,) for name in nodes}
    for name, spec in nodes.items():
        for group in spec.get("group", "").split():
            members[group] = (*members.get(group, ()), name)
    return members


def _node_type(
    name: str, spec: Mapping[str, Any], members: Mapping[str, tuple[str, ...]], marks: frozenset[str]
) -> NodeType:
    content = spec["content"]
    names = re.findall(r"\w+", content)
    return NodeType(
        name=name,
        label=spec["label"],
        content=content,
        pattern=_pattern(content, members),
        allowed=frozenset(member for each in names for member in members[each]),
        groups=frozenset(spec.get("group", "").split()),
        inline=spec.get("inline", False),
        marks=marks if spec["marks"] == "_" else frozenset(spec["marks"].split()),
        attrs=_attr_types(spec["attrs"]),
    )


def _mark_type(name: str, rank: int, spec: Mapping[str, Any]) -> MarkType:
    excludes = frozenset(spec.get("excludes", name).split())
    return MarkType(name, spec["label"], spec["kind"], rank, excludes, _attr_types(spec["attrs"]))


def _attr_types(specs: Mapping[str, Any]) -> dict[str, AttrType]:
    return {
        name: AttrType(
            name=name,
            type=spec["type"],
            label=spec["label"],
            default=spec["default"],
            required=spec.get("required", False),
            pending=spec.get("pending", False),
            values=tuple(spec.get("values", ())),
            minimum=spec.get("min"),
            maximum=spec.get("max"),
        )
        for name, spec in specs.items()
    }


def _pattern(content: str, members: Mapping[str, tuple[str, ...]]) -> re.Pattern[str]:
    """Compile a content expression to a regex over `<type>` tokens."""
    parts = []
    for part in _PART.findall(content):
        if part in members:
            parts.append("(?:" + "|".join(f"<{name}>" for name in members[part]) + ")")
        else:
            parts.append("(?:" if part == "(" else part.strip())
    return re.compile("".join(parts))
