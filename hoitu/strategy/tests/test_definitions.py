"""Every indicator that a plan asks for is defined in words that fit the plan, and a damaged definition is refused."""

import copy
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from hoitu.registers.models import LegalRule
from hoitu.strategy import packs
from hoitu.strategy.data import Measure, PackRefused, Quantity, Target, Unit
from hoitu.strategy.definitions import Definition, Provenance, catalogue, definition_of, definitions
from hoitu.strategy.definitions.data import Parameter
from hoitu.strategy.definitions.reading import FILE, in_effect, read_file
from hoitu.strategy.queries.indicators import COMPUTED

RAW = yaml.safe_load(FILE.read_text(encoding="utf-8"))
STRATEGY_DAY = date(2023, 4, 6)
DEFINED = list(definitions().values())
each_definition = pytest.mark.parametrize("definition", DEFINED, ids=lambda one: one.id)


def test_all_fifteen_are_defined_since_the_strategy() -> None:
    assert list(definitions()) == [f"IND-{number:02}" for number in range(1, 16)]
    assert list(definitions(on=STRATEGY_DAY)) == list(definitions())
    assert definitions(on=STRATEGY_DAY - timedelta(days=1)) == {}


def _measures() -> list[tuple[str, Measure]]:
    found = []
    for pack in packs.read_all():
        records: list[Target | Quantity] = [*pack.targets, *pack.quantities]
        found += [(each.id, measure) for each in records for measure in each.measures if measure.indicator]
    return found


def test_every_measure_of_every_plan_is_answered() -> None:
    """The indicator that a target names is defined, and answers the kind of number that the target prints."""
    unanswered = []
    for target, measure in _measures():
        definition = definition_of(measure.indicator)
        answers = (definition.part(measure.indicator) or definition).units if definition else ()
        if measure.unit not in answers:
            unanswered.append((target, measure.indicator, measure.unit))
    assert unanswered == []
    named = {measure.indicator.partition(".")[0] for _, measure in _measures()}
    assert named == set(definitions())


def test_a_measure_without_an_indicator_has_no_definition() -> None:
    assert [definition_of(name) for name in ("", "IND-16", "IND-10.x", "IND-01.a", "IND-1")] == [None] * 5
    assert definition_of("IND-10.a") == definition_of("IND-10") == definitions()["IND-10"]
    assert definition_of("IND-01", on=STRATEGY_DAY - timedelta(days=1)) is None


def test_the_thresholds_of_ind_01_are_rows_of_the_register() -> None:
    parameters = definitions()["IND-01"].parameters
    assert [parameter.key for parameter in parameters] == [
        "strategy.ind01.items_a_month",
        "strategy.ind01.items_a_month_magazine",
        "strategy.ind01.removed_within_hours",
    ]
    assert [parameter.proposed for parameter in parameters] == [None] * 3


def test_what_is_counted_says_from_which_records() -> None:
    assert {one.id for one in DEFINED if one.records_now} == {key.partition(".")[0] for key in COMPUTED}
    assert definitions()["IND-01"].records_now[0].room == "channels"


@each_definition
def test_every_definition_says_what_feeds_it_and_what_stays(definition: Definition) -> None:
    for said in (
        definition.records_awaited, definition.evidence, definition.guards, definition.also_shown,
        definition.privacy.goes_up, definition.privacy.never_leaves,
    ):  # fmt: skip
        assert said
    assert "đề xuất của Hội Tụ" in definition.source
    assert definition.best_class == (Provenance.CHECKED if definition.id == "IND-12" else Provenance.COMPUTED)


@each_definition
def test_sentences_name_thresholds_and_do_not_repeat_their_numbers(definition: Definition) -> None:
    """A threshold is a dated row. A sentence that said its number would be wrong from the next row on."""
    said = " ".join((definition.passes, definition.numerator, definition.denominator, *definition.guards))
    numbers = {int(number) for number in re.findall(r"\d+", said)}
    assert numbers.isdisjoint(parameter.proposed for parameter in definition.parameters)
    if definition.id == "IND-01":
        assert numbers == set()


def test_one_key_means_one_threshold() -> None:
    found: dict[str, Parameter] = {}
    for definition in DEFINED:
        for parameter in definition.parameters:
            assert re.fullmatch(r"strategy\.ind\d\d\.[a-z_]+|registers\.warn_days", parameter.key)
            assert found.setdefault(parameter.key, parameter) == parameter


@pytest.mark.django_db
def test_a_threshold_without_a_proposal_is_in_the_register_and_the_others_are_not() -> None:
    """One key: what the definition names is what the register holds, and what the counting asks for."""
    keys = set(LegalRule.objects.values_list("key", flat=True))
    for definition in DEFINED:
        for parameter in definition.parameters:
            assert (parameter.proposed is None) == (parameter.key in keys), parameter.key
    named = {parameter.key for definition in DEFINED for parameter in definition.parameters}
    assert {key for module in COMPUTED.values() for key in module.RULES} <= named


def _words(raw: object) -> list[str]:
    if isinstance(raw, dict):
        return [
            word
            for key, value in raw.items()
            if key not in ("id", "key", "room", "units", "classes")
            for word in _words(value)
        ]
    if isinstance(raw, list):
        return [word for value in raw for word in _words(value)]
    return [raw] if isinstance(raw, str) else []


def test_an_officer_reads_no_program_words() -> None:
    texts = _words({key: RAW[key] for key in ("rules", "indicators")})
    assert len(texts) > 300
    program_words = (
        r"\b[a-z]+_[a-z_]+\b|\bIND-\d|%\(|[{}]|\b(record|release|delivery|dashboard|workflow|hash|AIJob)\b"
    )
    assert [text for text in texts if re.search(program_words, text, re.IGNORECASE)] == []
    assert [text for text in texts if text != " ".join(text.split())] == []


def test_the_classes_of_provenance_are_four_in_words() -> None:
    assert [(each.id.value, each.name) for each in catalogue().classes] == [
        ("A", "Tính từ bản ghi"),
        ("B", "Hệ thống kết nối"),
        ("C", "Tài liệu đã kiểm tra"),
        ("D", "Tự khai"),
    ]


def test_a_new_version_holds_from_its_day(tmp_path: Path) -> None:
    """A target of 2025 keeps the words that were in effect, whatever is decided later."""
    raw = copy.deepcopy(RAW)
    day = date(2027, 1, 1)
    raw["indicators"].append({**raw["indicators"][0], "version": 2, "effective_from": day, "name": "Tên mới"})
    found = read_file(_write(tmp_path, raw))
    before, after = (in_effect(found, on=on)["IND-01"] for on in (day - timedelta(days=1), day))
    assert (before.version, after.version, after.name) == (1, 2, "Tên mới")
    assert len(in_effect(found, on=day)) == 15


def _write(folder: Path, raw: object) -> Path:
    path = folder / "thu.yaml"
    path.write_text(
        raw if isinstance(raw, str) else yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8"
    )
    return path


def _first(**changes: object) -> Callable[[Any], None]:
    return lambda raw: raw["indicators"][0].update(changes)


def _again(**changes: object) -> Callable[[Any], None]:
    return lambda raw: raw["indicators"].append({**raw["indicators"][0], **changes})


PART = {"name": "Phần", "numerator": "Tử", "denominator": "Mẫu"}
DAMAGE: list[tuple[Callable[[Any], None], str, str]] = [
    (lambda raw: raw.pop("classes"), "", "classes"),
    (lambda raw: raw["classes"].reverse(), "", "classes"),
    (lambda raw: raw["indicators"][0].pop("source"), "IND-01", "source"),
    (_first(version="1"), "IND-01", "version"),
    (_first(version=2), "IND-01", "version"),
    (_first(namme="Tên"), "IND-01", "namme"),
    (_first(units=["share_of_agency"]), "IND-01", "units"),
    (_first(units=[]), "IND-01", "units"),
    (_first(classes=[]), "IND-01", "classes"),
    (_first(classes=["D", "C"]), "IND-01", "classes"),
    (_first(classes=["C", "D"]), "IND-01", "records_now"),
    (_first(parameters=[{"key": "strategy.ind01.x", "words": "Mức", "proposed": 3}]), "IND-01", "strategy.ind01.x"),
    (_first(parameters=[{"key": "strategy.ind01.x", "words": "Mức"}] * 2), "IND-01", "strategy.ind01.x"),
    (_first(parts=[{**PART, "id": "IND-02.a", "units": []}]), "IND-02.a", "id"),
    (_first(parts=[{**PART, "id": "IND-01.a", "units": []}] * 2), "IND-01.a", "id"),
    (_first(parts=[{**PART, "id": "IND-01.a", "units": ["boolean"]}]), "IND-01.a", "units"),
    (_again(), "IND-01", "version"),
    (_again(version=2), "IND-01", "effective_from"),
    (_again(version=3, effective_from=date(2027, 1, 1)), "IND-01", "version"),
]  # fmt: skip


@pytest.mark.parametrize(("damage", "record", "key"), DAMAGE)
def test_a_damaged_definition_is_refused_by_name(
    tmp_path: Path, damage: Callable[[Any], None], record: str, key: str
) -> None:
    raw = copy.deepcopy(RAW)
    damage(raw)
    with pytest.raises(PackRefused) as caught:
        read_file(_write(tmp_path, raw))
    assert (caught.value.file, caught.value.record, caught.value.key) == ("thu.yaml", record, key)


@pytest.mark.parametrize("text", ["rules: [", "rules: []\nrules: []\n", "- rules\n", ""])
def test_a_broken_file_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(PackRefused, match=r"tệp thu\.yaml"):
        read_file(_write(tmp_path, text))


def test_all_kinds_of_targets_but_the_planning_cap_are_answered() -> None:
    """How many agencies a province may have is counted from the register of organisations, by no indicator."""
    answered = {unit for definition in DEFINED for unit in definition.units}
    assert set(Unit) - answered == {Unit.COUNT_OF_AGENCIES}
