"""The arithmetic of the index: sums, levels, what gives the most next, and what would be if."""

import json
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoitu.maturity.catalogues import block_names, national, shipped
from hoitu.maturity.data import Band, Computed, Item, Line, Pillar, Proof, Sheet, State
from hoitu.maturity.policies.comparing import compared
from hoitu.maturity.policies.freezing import from_json, seal, to_json
from hoitu.maturity.policies.gaps import code_key, gaps
from hoitu.maturity.policies.levels import level_of, problem_with_bands
from hoitu.maturity.policies.moves import WAYS, Move, WrongStep, after, in_window
from hoitu.maturity.policies.points import parse_points, problem_with
from hoitu.maturity.policies.totals import simulate, totals

HALVES = st.integers(0, 20).map(lambda n: Decimal(n) / 2)
PILLARS = tuple(Pillar(number, f"Trụ {number}", Decimal(20)) for number in range(1, 6))


def item(code: str = "1.1", maximum: str = "10", step: str = "0.5", pillar: int = 1, part: str = "A") -> Item:
    return Item(uuid4(), code, "Tiêu chí thử", Decimal(maximum), Decimal(step), pillar, part)


@st.composite
def sheets(draw: st.DrawFn) -> tuple[list[Item], dict[UUID, Decimal]]:
    """Items in five pillars with some of them scored."""
    items = [
        item(f"{pillar}.{place}", "10", "0.5", pillar, draw(st.sampled_from("AB")))
        for pillar in range(1, 6)
        for place in range(draw(st.integers(0, 3)))
    ]
    return items, {each.id: draw(HALVES) for each in items if draw(st.booleans())}


@given(sheets())
def test_every_sum_is_the_sum_of_its_parts(sheet: tuple[list[Item], dict[UUID, Decimal]]) -> None:
    items, points = sheet
    found = totals(PILLARS, items, points)
    assert found.points == sum(points.values(), Decimal(0))
    assert found.points == sum((each.points for each in found.pillars), Decimal(0))
    for each in found.pillars:
        assert each.points == sum((part.points for part in each.sub_indices), Decimal(0))
        own = [one.id for one in items if one.pillar == each.pillar.number]
        assert each.points == sum((points.get(key, Decimal(0)) for key in own), Decimal(0))


def test_an_unknown_maximum_leaves_the_whole_unknown() -> None:
    assert totals((*PILLARS[:4], Pillar(5, "Trụ 5", None)), [], {}).maximum is None
    assert totals(PILLARS, [], {}).maximum == 100


@given(sheets(), st.data())
def test_a_simulation_changes_only_what_is_wished_and_keeps_to_the_maximum(
    sheet: tuple[list[Item], dict[UUID, Decimal]], data: st.DataObject
) -> None:
    items, points = sheet
    wished = {
        each.id: data.draw(st.integers(-5, 50).map(Decimal)) for each in items if data.draw(st.booleans())
    }
    found = simulate(PILLARS, items, points, wished)
    expected = sum(
        (min(max(wished[each.id], Decimal(0)), each.maximum) if each.id in wished else points.get(each.id, Decimal(0))
         for each in items), Decimal(0),
    )  # fmt: skip
    assert found.points == expected
    assert simulate(PILLARS, items, points, {}) == totals(PILLARS, items, points)
    assert simulate(PILLARS, items, points, {uuid4(): Decimal(9)}) == totals(PILLARS, items, points)


@given(sheets(), st.data())
def test_gaps_are_whole_and_in_order(
    sheet: tuple[list[Item], dict[UUID, Decimal]], data: st.DataObject
) -> None:
    items, points = sheet
    proven = {each.id for each in items if data.draw(st.booleans())}
    found = gaps(items, points, proven=proven)
    assert {gap.item.id for gap in found} == {
        each.id for each in items if points.get(each.id, Decimal(0)) < each.maximum
    }
    assert sum((gap.missing for gap in found), Decimal(0)) == sum(
        (each.maximum - points.get(each.id, Decimal(0)) for each in items), Decimal(0)
    )
    keys = [(-gap.missing, gap.has_evidence, code_key(gap.item.code)) for gap in found]
    assert keys == sorted(keys)


def test_equal_gaps_stand_without_evidence_first_then_as_people_count() -> None:
    rows = [item(code) for code in ("1.10", "1.9", "1.2", "1.1")]
    found = gaps(rows, {rows[3].id: Decimal(1)}, proven={rows[2].id})
    assert [gap.item.code for gap in found] == ["1.9", "1.10", "1.2", "1.1"]


BANDS = st.lists(st.one_of(st.none(), st.integers(1, 100)), min_size=1, max_size=5)


def bands_of(floors: list[int | None]) -> list[Band]:
    known = iter(sorted({floor for floor in floors if floor is not None}))
    ordered = [None if floor is None else next(known, None) for floor in floors]
    return [Band("0", Decimal(0))] + [
        Band(str(at), None if floor is None else Decimal(floor)) for at, floor in enumerate(ordered, start=1)
    ]


@given(BANDS, st.integers(0, 100), st.integers(0, 100))
def test_more_points_never_mean_a_lower_level(floors: list[int | None], one: int, other: int) -> None:
    bands = bands_of(floors)
    low, high = sorted((one, other))
    below, above = level_of(Decimal(low), bands), level_of(Decimal(high), bands)
    names = [band.name for band in bands]
    assert below.bands
    assert names.index(below.bands[0].name) <= names.index(above.bands[0].name)
    assert names.index(below.bands[-1].name) <= names.index(above.bands[-1].name)


@given(BANDS, st.integers(0, 100))
def test_a_level_is_sure_where_every_threshold_is_known(floors: list[int | None], points: int) -> None:
    bands = [band for band in bands_of(floors) if band.floor is not None]
    level = level_of(Decimal(points), bands)
    assert level.is_sure
    [band] = level.bands
    assert band.floor is not None
    assert band.floor <= points
    assert not any(band.floor < (each.floor or 0) <= points for each in bands)


@pytest.mark.parametrize(
    ("points", "name"),
    [("49.99", "Yếu"), ("50", "Trung bình – Tốt"), ("89.5", "Trung bình – Tốt"), ("90", "Xuất sắc")],
)
def test_thresholds_without_a_source_leave_the_level_open(points: str, name: str) -> None:
    row = next(each for each in shipped() if each.key == "qd-1827-btttt")
    assert level_of(Decimal(points), [Band(each.name, each.floor) for each in row.bands]).name == name


@pytest.mark.parametrize(
    ("floors", "fits"),
    [([0, 50, 90], True), ([0, None, 90], True), ([0, 50, 50], False), ([0, 90, 50], False), ([10, 50], False),
     ([None, 50], False), ([], False), ([0, 101], False)],
)  # fmt: skip
def test_levels_ascend_from_zero(floors: list[int | None], fits: bool) -> None:
    bands = [Band(f"Mức {at}", None if each is None else Decimal(each)) for at, each in enumerate(floors)]
    assert (problem_with_bands(bands, total=Decimal(100)) == "") == fits


@pytest.mark.parametrize(("typed", "points"), [("2", "2"), ("1,5", "1.5"), (" 1.25 ", "1.25"), ("0", "0")])
def test_points_are_typed_with_comma_or_point(typed: str, points: str) -> None:
    assert parse_points(typed) == Decimal(points)


@pytest.mark.parametrize("typed", ["", "-1", "1,2,3", "hai", "1e3", "NaN", "1.234", "1000", "1 5"])
def test_what_is_no_points_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^\S*.*$"):
        parse_points(typed)


def test_points_keep_to_maximum_and_step() -> None:
    one = item(maximum="3.3", step="0.5")
    assert [problem_with(Decimal(each), one) == "" for each in ("0", "2.5", "3.3", "3", "2.6", "3.5", "-0.5")] == [
        True, True, True, True, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize("move", list(Move))
@pytest.mark.parametrize("state", list(State))
def test_a_step_begins_only_where_it_may(move: Move, state: State) -> None:
    if state in WAYS[move].begins:
        assert after(move, state) == WAYS[move].ends
    else:
        with pytest.raises(WrongStep):
            after(move, state)


def test_nothing_leads_on_from_what_is_published() -> None:
    assert not any(State.PUBLISHED in way.begins for way in WAYS.values())


def test_an_unknown_end_of_the_window_does_not_bind() -> None:
    first, last = date(2026, 11, 1), date(2026, 11, 15)
    assert [in_window(day, first, last) for day in (date(2026, 10, 31), first, last, date(2026, 11, 16))] == [
        False, True, True, False,
    ]  # fmt: skip
    assert in_window(first, None, None)
    assert not in_window(date(2026, 11, 16), None, last)


def test_a_block_is_compared_only_where_nobody_stands_out() -> None:
    others = [(Decimal(points), [Decimal(points), Decimal(0)]) for points in (60, 70, 95)]
    assert compared(others[:2]) is None
    found = compared(others)
    assert found is not None
    assert (found.agencies, found.mean, found.median) == (3, Decimal(75), Decimal(70))
    assert found.pillar_means == (Decimal(75), Decimal(0))


POINTS = st.one_of(st.none(), HALVES)
PROOFS = st.builds(
    Proof,
    title=st.text(max_size=5), number=st.text(max_size=5), issuer=st.just("Sở"), state=st.just("accepted"),
    valid_from=st.one_of(st.none(), st.dates()), valid_until=st.one_of(st.none(), st.dates()), sha256=st.just("ab"),
)  # fmt: skip
COMPUTED = st.builds(Computed, st.one_of(st.none(), st.booleans()), POINTS, st.text(max_size=9))
LINES = st.builds(
    Line,
    item=st.builds(item), own=POINTS, note=st.text(max_size=9),
    computed=st.one_of(st.none(), COMPUTED),
    verified=POINTS, reason=st.text(max_size=9), verified_by=st.text(max_size=9),
    proofs=st.lists(PROOFS, max_size=2).map(tuple),
)  # fmt: skip


@given(st.lists(LINES, max_size=4))
def test_what_is_frozen_thaws_to_the_same(lines: list[Line]) -> None:
    sheet = Sheet(PILLARS, tuple(lines), (Band("Yếu", Decimal(0)), Band("Khá", None)))
    kept = json.loads(json.dumps(to_json(sheet)))
    assert from_json(kept) == sheet
    assert seal(kept) == seal(to_json(sheet))


def test_the_seal_shows_a_changed_digit() -> None:
    sheet = Sheet(PILLARS, (Line(item(), own=Decimal("1.5")),), ())
    kept = to_json(sheet)
    before = seal(kept)
    kept["lines"][0]["own"] = "2.5"
    assert seal(kept) != before


def test_evidence_holds_from_its_first_day_until_the_day_before_its_end() -> None:
    proof = Proof("Q", "1", "", "accepted", date(2026, 1, 1), date(2026, 12, 1), "")
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 11, 30), date(2026, 12, 1))
    assert [proof.holds_on(day) for day in days] == [False, True, True, False]
    assert proof.last_day == date(2026, 11, 30)
    assert not Proof("Q", "1", "", "waiting", None, None, "").holds_on(date(2026, 1, 1))


def test_the_shipped_catalogues_say_what_sources_say_and_nothing_else() -> None:
    found = {each.number: each for each in shipped()}
    assert list(found) == ["951/QĐ-BTTTT", "1827/QĐ-BTTTT", "3560/QĐ-BVHTTDL"]
    for number in ("951/QĐ-BTTTT", "1827/QĐ-BTTTT"):
        assert [each.maximum for each in found[number].pillars] == [18, 24, 20, 23, 15]
        assert sum(each.maximum or 0 for each in found[number].pillars) == found[number].total
    assert {each.maximum for each in found["3560/QĐ-BVHTTDL"].pillars} == {None}
    assert all(len(each.pillars) == 5 and each.citation for each in shipped())
    assert all(band.confidence == "R" for each in shipped() for band in each.bands if band.floor is None)
    assert len(block_names()) == 5


def test_national_results_add_up() -> None:
    for each in national():
        assert sum(each.levels.values()) == each.assessed
        assert each.blocks is None or sum(each.blocks.values()) == each.assessed
        assert each.citation
