"""Packs: which there are, and one read from its file with every reference in it followed."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from hoitu.strategy.data import Pack, PackRefused, Quantity, Target
from hoitu.strategy.packs.building import build
from hoitu.strategy.packs.loading import load

FOLDER = Path(__file__).parent


def names() -> list[str]:
    """Return the names of the packs that come with the program, in alphabetical order."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def read_all() -> list[Pack]:
    """Return every pack that comes with the program, in the order of their documents' ids."""
    return sorted((read(name) for name in names()), key=lambda pack: pack.document.id)


def shipped_plans() -> list[Pack]:
    """Return every pack that comes with the program, a plan's parent before it: the order of loading."""
    return sorted(read_all(), key=lambda pack: (pack.document.parent is not None, pack.name))


def read(name: str) -> Pack:
    """Return one pack that comes with the program. Raises `PackRefused` when there is none of this name."""
    if name not in names():
        raise PackRefused(f"{name}.yaml", "", "", f"không có. Các kế hoạch có sẵn: {', '.join(names())}.")
    return read_file(FOLDER / f"{name}.yaml")


def read_file(path: Path) -> Pack:
    """Return the pack in a YAML file, checked; its parent is looked for beside it, then among ours.

    Raises `PackRefused`: its sentence names the file, the record and the key.
    """
    pack = _parse(path)
    _check(pack, _parent(pack, path), path.name)
    return pack


def _parse(path: Path) -> Pack:
    raw = load(path)
    if isinstance(raw, dict):
        if "name" in raw:
            raise PackRefused(path.name, "", "name", "tên kế hoạch là tên tệp, không ghi trong tệp.")
        raw = {**raw, "name": path.stem}
    return build(Pack, raw, file=path.name)


def _parent(pack: Pack, path: Path) -> Pack | None:
    name = pack.document.parent
    if name is None:
        return None
    found = next(
        (file for file in (path.parent / f"{name}.yaml", FOLDER / f"{name}.yaml") if file.exists()), None
    )
    if found is None or name == pack.name:
        raise PackRefused(path.name, pack.document.id, "parent", f"không có kế hoạch “{name}”.")
    return _parse(found)


def _check(pack: Pack, parent: Pack | None, file: str) -> None:
    """Refuse ids given twice and references that lead nowhere."""
    for ids in (
        _targets_and_tasks(pack),
        [org.id for org in pack.organisations],
        [r.id for r in pack.legal_references],
    ):
        seen: set[str] = set()
        for one in ids:
            if one in seen:
                raise PackRefused(file, one, "id", "mã này có hai lần.")
            seen.add(one)
    organisations = {org.id for each in (pack, parent) if each for org in each.organisations}
    targets = {target.id for target in pack.targets}
    above = {target.id for target in parent.targets} if parent else set()
    tasks = {task.id for task in pack.tasks}
    known = {"organisations": organisations, "targets": targets, "above": above, "tasks": tasks}
    known["tasks above"] = {task.id for task in parent.tasks} if parent else set()
    known["records"] = {pack.document.id, *_targets_and_tasks(pack)}
    for record, key, place, wanted in _references(pack):
        if wanted not in known[place]:
            raise PackRefused(file, record, key, f"trỏ tới “{wanted}”, nhưng không có mục nào mang mã đó.")


def _targets_and_tasks(pack: Pack) -> list[str]:
    return [
        record.id
        for group in (pack.targets, pack.quantities, pack.tasks, pack.report_rules)
        for record in group
    ]


def _references(pack: Pack) -> Iterator[tuple[str, str, str, str]]:
    """Yield (record, key, which ids, id) for each reference of the pack."""
    for unit in pack.document.stated_units:
        yield pack.document.id, "stated_units", "organisations", unit
    for target in pack.targets:
        if target.parent:
            yield target.id, "parent", "above", target.parent
    for record, unit in _named_units((*pack.targets, *pack.quantities)):
        yield record, "named_units", "organisations", unit
    for task in pack.tasks:
        if task.inherits:
            yield task.id, "inherits", "tasks", task.inherits
        if task.parent:
            yield task.id, "parent", "tasks above", task.parent
    for rule in pack.report_rules:
        if rule.task:
            yield rule.id, "task", "tasks", rule.task
    for org in pack.organisations:
        yield from ((org.id, "edges", "organisations", edge.to) for edge in org.edges)
        yield from ((org.id, "successors", "organisations", one.organisation) for one in org.successors)
    for number, deviation in enumerate(pack.deviations, 1):
        if deviation.target:
            yield f"deviations ({number})", "target", "targets", deviation.target
        if deviation.parent:
            yield f"deviations ({number})", "parent", "above", deviation.parent
    for number, remark in enumerate(pack.remarks, 1):
        yield from ((f"remarks ({number})", "about", "records", one) for one in remark.about)


def _named_units(records: Iterable[Target | Quantity]) -> Iterator[tuple[str, str]]:
    for record in records:
        for measure in record.measures:
            yield from ((record.id, unit) for unit in measure.named_units)
