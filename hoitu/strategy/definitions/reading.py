"""The definitions of the indicators, read from their file: every version, and those in effect on a day."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from hoitu.kernel import clock
from hoitu.strategy.data import PackRefused
from hoitu.strategy.definitions.data import Catalogue, Definition, Provenance, Room
from hoitu.strategy.packs.building import build
from hoitu.strategy.packs.loading import load

FILE = Path(__file__).parent / "indicators.yaml"


def definitions(*, on: date | None = None) -> dict[str, Definition]:
    """Return each indicator's definition in effect on a day (None: today in Vietnam) by its id, such as "IND-01"."""
    return in_effect(catalogue(), on=on or clock.today())


def definition_of(indicator: str, *, on: date | None = None) -> Definition | None:
    """Return the definition behind the indicator that a measure names; "IND-10.a" is a part of IND-10.

    None where a measure names no indicator that is defined on that day.
    """
    found = definitions(on=on).get(indicator.partition(".")[0])
    if found is None or found.id == indicator or found.part(indicator):
        return found
    return None


def name_of(indicator: str) -> str:
    """Return the name of an indicator or of its part, such as "IND-10.a"; its id where nothing defines it."""
    definition = definition_of(indicator)
    if definition is None:
        return indicator
    part = definition.part(indicator)
    return part.name if part else definition.name


@cache
def catalogue() -> Catalogue:
    """Return the definitions that come with the program."""
    return read_file(FILE)


def in_effect(catalogue: Catalogue, *, on: date) -> dict[str, Definition]:
    """Return the newest version of each definition that is in effect on a day."""
    # Versions of one indicator stand in the order of their days, so the last one wins.
    return {each.id: each for each in catalogue.indicators if each.effective_from <= on}


def read_file(path: Path) -> Catalogue:
    """Return the definitions in a YAML file, checked.

    Raises `PackRefused`: its sentence names the file, the record and the key.
    """
    found = build(Catalogue, load(path), file=path.name)
    if [each.id for each in found.classes] != list(Provenance):
        raise PackRefused(path.name, "", "classes", "cần đủ bốn loại A, B, C, D theo thứ tự đó.")
    before: dict[str, Definition] = {}
    for definition in found.indicators:
        _check(definition, before.get(definition.id), path.name)
        before[definition.id] = definition
    return found


def _check(definition: Definition, before: Definition | None, file: str) -> None:
    """Refuse versions out of order and what contradicts itself inside one definition."""
    wrong = next(_contradictions(definition, before), None)
    if wrong:
        record, key, what = wrong
        raise PackRefused(file, record, key, what)


def _contradictions(one: Definition, before: Definition | None) -> Iterator[tuple[str, str, str]]:
    """Yield (record, key, what is wrong)."""
    if one.version != (before.version + 1 if before else 1):
        yield one.id, "version", "các bản phải đánh số liền nhau, từ 1."
    if before and one.effective_from <= before.effective_from:
        yield one.id, "effective_from", "bản sau phải có hiệu lực sau bản trước."
    if not one.classes or list(one.classes) != sorted(set(one.classes)):
        yield one.id, "classes", "cần ít nhất một loại, mỗi loại một lần, theo thứ tự."
    # A register may hold what somebody states of others; every other record is of the work itself.
    of_work = [each for each in one.records_now if each.room is not Room.REGISTERS]
    if of_work and Provenance.COMPUTED not in one.classes:
        yield one.id, "records_now", "đã có bản ghi thì phải có loại A."
    if not one.units:
        yield one.id, "units", "cần ít nhất một kiểu mục tiêu."
    for key, amount in Counter(parameter.key for parameter in one.parameters).items():
        if amount > 1:
            yield one.id, key, "tham số này có hai lần."
    for parameter in one.parameters:
        if (parameter.proposed is None) != (not parameter.unit):
            yield one.id, parameter.key, "con số đề xuất và đơn vị phải đi với nhau."
    for number, part in enumerate(one.parts):
        if part.id.partition(".")[0] != one.id or part.id in [each.id for each in one.parts[:number]]:
            yield part.id, "id", f"mã phải bắt đầu bằng “{one.id}.” và không trùng."
        if not set(part.units) <= set(one.units):
            yield part.id, "units", f"{one.id} không trả lời kiểu mục tiêu này."
