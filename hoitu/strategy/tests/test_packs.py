"""The packs that come with the program hold what the documents print."""

import hashlib
import re
from collections import Counter

import pytest

from hoitu.strategy import packs
from hoitu.strategy.data import DeviationKind, DocumentState, Op, Pack, Target, TaskKind, Unit
from hoitu.strategy.tests import sources
from hoitu.strategy.tests.expected import TARGETS

PLANS = ["000", "001", "002", "003", "004"]


@pytest.fixture(scope="module")
def by_id() -> dict[str, Pack]:
    return {pack.document.id: pack for pack in packs.read_all()}


@pytest.fixture(scope="module")
def targets(by_id: dict[str, Pack]) -> dict[str, Target]:
    return {target.id: target for pack in by_id.values() for target in pack.targets}


def test_the_counts_of_every_document(by_id: dict[str, Pack]) -> None:
    counted = packs.summary(packs.read_all())
    assert counted == {
        "documents": [
            {"id": "000", "targets": {"2025": 6, "2030": 4}, "tasks": 13, "duties": 16, "report_rules": 6},
            {"id": "001", "targets": {"2025": 8, "2030": 4}, "tasks": 0, "duties": 10, "report_rules": 0},
            {"id": "002", "targets": {"2025": 10, "2030": 4}, "tasks": 8, "duties": 30, "report_rules": 4},
            {"id": "003", "targets": {"2025": 6, "2030": 4}, "tasks": 24, "duties": 6, "report_rules": 5},
            {"id": "004", "targets": {"2025": 8, "2030": 4}, "tasks": 0, "duties": 17, "report_rules": 0},
        ],
        "total": {"targets": {"2025": 38, "2030": 20}, "tasks": 45, "duties": 79, "report_rules": 15},
    }
    others = Counter(task.kind for plan in PLANS for task in by_id[plan].tasks)
    assert (others[TaskKind.ASSIGNMENT], others[TaskKind.DETAIL]) == (1, 4)


def test_reading_twice_gives_the_same() -> None:
    assert packs.read_all() == packs.read_all()
    assert packs.names() == sorted(pack.name for pack in packs.read_all())


def test_the_values_of_all_58_targets_with_their_units(targets: dict[str, Target]) -> None:
    found = {
        target.id: [
            (
                measure.indicator,
                measure.op.value,
                measure.value,
                measure.unit.value,
                measure.stated_n,
                measure.threshold and (measure.threshold.op.value, measure.threshold.value),
                measure.named_units,
            )
            for measure in target.measures
        ]
        for target in targets.values()
        if not target.id.startswith("348")
    }
    assert len(found) == 58
    assert found == TARGETS


def test_what_is_counted_stands_in_the_sentence(targets: dict[str, Target]) -> None:
    lost = [
        (target.id, measure.denominator)
        for target in targets.values()
        for measure in target.measures
        if measure.denominator not in (target.reading or target.verbatim)
    ]
    assert lost == []


def test_printed_percentages_are_the_values(targets: dict[str, Target]) -> None:
    """Each percentage of a sentence is a value or a threshold; 67 % that names its units is a count of them."""
    for target in targets.values():
        numbers = {int(number) for number in re.findall(r"(\d+)%", target.verbatim)}
        known = {measure.value for measure in target.measures if measure.unit is not Unit.NAMED_UNITS}
        known |= {measure.threshold.value for measure in target.measures if measure.threshold}
        known |= {67 for measure in target.measures if measure.indicator == "IND-10.a"}
        assert numbers == known - {None}, target.id


def test_every_measure_has_one_of_the_fifteen_indicators(targets: dict[str, Target]) -> None:
    used = {measure.indicator for target in targets.values() for measure in target.measures}
    assert used - {f"IND-{number:02d}" for number in range(1, 16)} == {"IND-10.a", "IND-10.c"}


def test_every_parent_is_a_target_of_the_same_year(
    by_id: dict[str, Pack], targets: dict[str, Target]
) -> None:
    children = [target for plan in PLANS for target in by_id[plan].targets if target.parent]
    assert len(children) == 54
    assert all(targets[str(child.parent)].year == child.year for child in children)


def test_what_the_plans_change_against_the_strategy(
    by_id: dict[str, Pack], targets: dict[str, Target]
) -> None:
    """Weaker and stronger shares follow from the numbers; dropped ones are those that no target adapts."""
    for plan in PLANS:
        pack, said = by_id[plan], {dev.target: dev.kind for dev in by_id[plan].deviations if dev.target}
        adapted = {target.parent for target in pack.targets}
        dropped = {dev.parent for dev in pack.deviations if dev.kind is DeviationKind.DROPPED}
        assert dropped == {target.id for target in by_id["348"].targets} - adapted
        for target in pack.targets:
            assert _changed(target, targets.get(target.parent or "")) in (None, said.get(target.id)), (
                target.id
            )


def _changed(target: Target, parent: Target | None) -> DeviationKind | None:
    if parent is None:
        return DeviationKind.ADDED
    mine, theirs = target.measures[0], parent.measures[0]
    if mine.unit is not theirs.unit:
        return DeviationKind.KIND
    if mine.value == theirs.value or mine.value is None or theirs.value is None:
        return None
    return DeviationKind.WEAKER if mine.value < theirs.value else DeviationKind.STRONGER


def test_the_strategy_is_marked_as_known_from_a_report_only(by_id: dict[str, Pack]) -> None:
    strategy = by_id["348"].document
    assert (strategy.known_through, strategy.provenance) == (
        "001",
        "theo báo cáo thứ cấp, chưa đối chiếu bản gốc",
    )
    texts = [[target.verbatim for target in by_id[plan].targets] for plan in ("348", "001")]
    assert texts[0] == texts[1]


def test_only_the_plan_without_number_and_day_is_a_draft(by_id: dict[str, Pack]) -> None:
    drafts = [plan for plan, pack in by_id.items() if pack.document.state is DocumentState.DRAFT]
    assert drafts == ["002"]
    assert (by_id["002"].document.number, by_id["002"].document.issued_on) == ("", None)
    assert (by_id["002"].document.stated_n, by_id["003"].document.stated_n) == (3, 6)
    assert [len(by_id[plan].document.stated_units) for plan in ("002", "003")] == [3, 6]


def test_damaged_text_has_a_reading_beside_it(targets: dict[str, Target]) -> None:
    damaged = re.compile(r"(?<![cC]ơ )quan báo chí|xửdữ|các sở giáo dục|tửgiải|báo chí tinh")
    for target in targets.values():
        assert bool(damaged.search(target.verbatim)) == bool(target.reading), target.id
        assert not damaged.search(target.reading), target.id


def test_the_second_base_of_one_number_is_kept(by_id: dict[str, Pack]) -> None:
    repeated, capped = by_id["002"].quantities
    assert (repeated.measures[0].op, repeated.measures[0].value, repeated.measures[0].base_year) == (
        Op.ABOUT,
        20,
        2020,
    )
    assert (capped.measures[0].unit, capped.measures[0].value) == (Unit.COUNT_OF_AGENCIES, 3)


def test_a_report_goes_to_each_of_its_recipients(by_id: dict[str, Pack]) -> None:
    rules = {rule.id: rule for pack in by_id.values() for rule in pack.report_rules}
    assert rules["R-000.1"].to == ("cơ quan chủ quản", "Sở Thông tin và Truyền thông")
    assert rules["R-003.2"].to == ("Lãnh đạo Bộ", "Bộ Thông tin và Truyền thông")
    assert rules["R-000.4"].via == "Sở Thông tin và Truyền thông"


def test_what_the_appendix_drops_has_a_task_and_a_flag(by_id: dict[str, Pack]) -> None:
    flagged = {
        task.id: task.inherits
        for pack in by_id.values()
        for task in pack.tasks
        if "không có trong phụ lục" in task.flags
    }
    assert flagged == {
        "000-N-III.3b": "000-A-II.7",
        "000-N-III.3e": "000-A-II.7",
        "000-N-III.5": None,
        "003-D-V.10": "003-A-V.10",
    }


def test_every_appendix_row_says_who_when_and_what_closes_it(by_id: dict[str, Pack]) -> None:
    rows = [task for pack in by_id.values() for task in pack.tasks if task.kind is TaskKind.APPENDIX]
    assert [
        row.id for row in rows if not (row.lead and row.coordinators and row.time and row.closes_when)
    ] == []


def test_ended_bodies_lead_to_who_has_the_duty_today(by_id: dict[str, Pack]) -> None:
    everybody = {org.id: org for pack in by_id.values() for org in pack.organisations}
    ministry = everybody["bo-tttt"]
    assert [(one.organisation, str(one.since)) for one in ministry.successors if "báo chí" in one.duty] == [
        ("bo-vhttdl", "2025-03-01")
    ]
    merged = {everybody[unit].successors[0].organisation for unit in ("bao-lai-chau", "dai-ptth-lai-chau")}
    assert merged == {"bao-ptth-lai-chau"}
    unmapped = {org.id for org in everybody.values() if org.ended and not org.successors}
    assert unmapped == {"tong-cuc"}
    assert "cần bổ sung" in everybody["tong-cuc"].note


def test_printed_strings_are_those_of_the_kept_list() -> None:
    assert sources.digests() == sources.stored_digests()


def test_printed_strings_stand_on_their_lines_in_the_sources() -> None:
    seeds = sources.folder()
    if seeds is None:
        pytest.skip("no source texts here (HOITU_SEEDS): the kept list is compared instead")
    lost = []
    for file, key, text, lines in sources.every_printed():
        printed = (seeds / file).read_text(encoding="utf-8").split("\n")
        if sources.tidy(text) not in sources.tidy(" ".join(printed[line - 1] for line in lines)):
            lost.append(key)
    assert lost == []


def test_the_sources_are_the_files_that_were_read(by_id: dict[str, Pack]) -> None:
    seeds = sources.folder()
    if seeds is None:
        pytest.skip("no source texts here (HOITU_SEEDS): the kept list is compared instead")
    for pack in by_id.values():
        content = (seeds / pack.document.source_file).read_bytes()
        assert hashlib.sha256(content).hexdigest() == pack.document.source_sha256


def test_names_of_bodies_stand_where_they_are_said_to(by_id: dict[str, Pack]) -> None:
    seeds = sources.folder()
    if seeds is None:
        pytest.skip("no source texts here (HOITU_SEEDS): the kept list is compared instead")
    texts = {
        plan: (seeds / by_id[plan].document.source_file).read_text("utf-8").split("\n") for plan in PLANS
    }
    lost = [
        (org.id, mention.document, line)
        for pack in by_id.values()
        for org in pack.organisations
        for mention in org.mentions
        for line in mention.lines
        if not _named(org.name, org.short_name, texts[mention.document][line - 1])
    ]
    assert lost == []


def _named(name: str, short_name: str, line: str) -> bool:
    return name.lower() in line.lower() or (bool(short_name) and short_name in line)
