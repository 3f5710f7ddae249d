"""A YAML file as it stands: mappings, lists, scalars. What the keys mean is not known here."""

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from hoitu.strategy.data import PackRefused

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # a PyYAML that was built without libyaml reads the same, slower
    from yaml import SafeLoader  # type: ignore[assignment]


def load(path: Path) -> object:
    """Return what a YAML file holds. Raises `PackRefused` when it cannot be opened or is no YAML."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  (it is a SafeLoader)
    except OSError as error:
        raise PackRefused(path.name, "", "", "không mở được tệp.") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" ở dòng {mark.line + 1}" if mark else ""
        what = getattr(error, "problem", None) or str(error)
        raise PackRefused(path.name, "", "", f"tệp YAML hỏng{line} ({what}).") from error


class _Loader(SafeLoader):
    """YAML's safe loader, except that a key given twice is an error and not the last one's victory."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Any] = set()
        for key_node in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key_node.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"khóa “{key_node.value}” có hai lần", key_node.start_mark
                )
            seen.add(key_node.value)
        return super().construct_mapping(node, deep=deep)
