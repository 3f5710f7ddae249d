"""Figures come from records: a number is the length of a list, and a plan's own rules judge it."""

from datetime import date, datetime, timedelta
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoitu.accounts.models import Organisation, OrganisationLink
from hoitu.accounts.testing import make_agency
from hoitu.kernel import clock
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.strategy import api
from hoitu.strategy.models import Measure, Plan, Publication
from hoitu.strategy.queries.counting import figures_of, question_of
from hoitu.strategy.queries.indicators import content_on_platforms as ind01
from hoitu.strategy.testing import license_agency, make_body, make_plan, make_publication, manage

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=clock.VIETNAM)


@pytest.fixture
def province() -> tuple[Plan, list[Organisation]]:
    """Lai Châu's plan, and its three agencies under one department."""
    department = make_body("Sở VHTTDL Lai Châu")
    names = ("Báo Lai Châu", "Đài Phát thanh và Truyền hình Lai Châu", "Tạp chí Văn nghệ Lai Châu")
    agencies = [make_agency(name) for name in names]
    for agency in agencies:
        manage(agency, department)
        license_agency(agency, is_magazine="Tạp chí" in agency.name)
    return make_plan("lai-chau-ke-hoach-2023", owner=department), agencies


def _first(plan: Plan, key: str) -> Measure:
    return Measure.objects.get(target__plan=plan, target__key=key, position=1)


def _busy(agency: Organisation, until: datetime, each_month: int) -> None:
    for window in ind01.windows(until):
        for number in range(each_month):
            make_publication(agency, window.start + timedelta(hours=1 + number))


def test_two_of_three_is_sixty_seven_percent_and_one_is_not(
    province: tuple[Plan, list[Organisation]],
) -> None:
    plan, (paper, station, magazine) = province
    target = _first(plan, "002-T25.1")
    until = api.until_of(2025)
    _busy(paper, until, 20)
    one = api.value_of(plan, target, until=until).verdict
    assert one is not None
    assert (one.passes, one.k, one.n, one.needed) == (False, 1, 3, 2)
    _busy(magazine, until, 4)  # fewer are asked of a magazine
    two = api.value_of(plan, target, until=until)
    assert two.verdict is not None
    assert (two.verdict.passes, two.verdict.k, two.mix) == (True, 2, "2A")
    assert two.verdict.without_data == (station.name,)


def test_the_same_work_in_another_month_or_elsewhere_does_not_pass(
    province: tuple[Plan, list[Organisation]],
) -> None:
    _plan, (paper, station, _) = province
    _busy(paper, NOON, 20)
    oldest = ind01.windows(NOON)[0]
    Publication.objects.unscoped(why="test").filter(published_at__lt=oldest.end).first().delete()  # type: ignore[union-attr]
    _busy(station, NOON, 20)
    Publication.objects.unscoped(why="test").filter(agency=station).update(is_domestic=False)
    figures = figures_of(ind01.INDICATOR, [paper.pk, station.pk], until=NOON)
    assert [figures[paper.pk].passes, figures[station.pk].passes] == [False, False]


def test_an_agency_without_a_licence_or_of_another_department_is_not_counted(
    province: tuple[Plan, list[Organisation]],
) -> None:
    plan, (paper, *_) = province
    stranger = make_agency()
    license_agency(stranger)
    unlicensed = make_agency()
    manage(unlicensed, plan.owner)  # type: ignore[arg-type]
    names = {row.name for row in api.agencies_of(plan, on=date(2025, 12, 31))}
    assert paper.name in names
    assert not names & {stranger.name, unlicensed.name}


def test_a_merger_leaves_the_old_year_as_it_was(province: tuple[Plan, list[Organisation]]) -> None:
    plan, (paper, station, _) = province
    until = api.until_of(2025)
    _busy(paper, until, 20)
    _busy(station, until, 20)
    target = _first(plan, "002-T25.1")
    before = api.value_of(plan, target, until=until).verdict
    Organisation.objects.filter(pk__in=[paper.pk, station.pk]).update(valid_until=date(2026, 7, 1))
    merged = make_agency("Báo và phát thanh, truyền hình Lai Châu")
    Organisation.objects.filter(pk=merged.pk).update(valid_from=date(2026, 7, 1))
    manage(merged, plan.owner)  # type: ignore[arg-type]
    license_agency(merged)
    assert api.value_of(plan, target, until=until).verdict == before
    today = api.value_of(plan, target, until=until, register_on=date(2026, 11, 20)).verdict
    assert before is not None
    assert today is not None
    assert (before.passes, before.n) == (True, 3)
    # The two old names are still what the plan counts: nobody rescales in silence.
    assert today.passes is False


def test_a_merger_within_the_year_is_counted_through_the_successor(
    province: tuple[Plan, list[Organisation]],
) -> None:
    plan, (paper, station, magazine) = province
    for key, agency in (("bao-lai-chau", paper), ("dai-ptth-lai-chau", station)):
        plan.bodies.filter(key=key).update(organisation=agency)
    until, named = api.until_of(2025), Measure.objects.get(target__key="002-T25.5", target__plan=plan)
    first_half = datetime(2025, 6, 30, tzinfo=clock.VIETNAM)
    for agency in (paper, station):
        _busy(agency, first_half, 20)
    before = api.value_of(plan, _first(plan, "002-T25.1"), until=first_half).verdict
    merged = make_agency("Báo và phát thanh, truyền hình Lai Châu")
    Organisation.objects.filter(pk__in=[paper.pk, station.pk]).update(valid_until=date(2025, 7, 1))
    Organisation.objects.filter(pk=merged.pk).update(valid_from=date(2025, 7, 1))
    for agency in (paper, station):
        OrganisationLink.objects.create(
            from_organisation=agency, to_organisation=merged, kind="successor", valid_from=date(2025, 7, 1)
        )
    manage(merged, plan.owner)  # type: ignore[arg-type]
    license_agency(merged)
    _busy(merged, until, 20)
    # What was reached before the merger stays as it was.
    assert before is not None
    assert (before.passes, before.k, before.n) == (True, 2, 3)
    assert api.value_of(plan, _first(plan, "002-T25.1"), until=first_half).verdict == before
    # At the end of the year two agencies are there: the one that the two have become, and the magazine.
    after = api.value_of(plan, _first(plan, "002-T25.1"), until=until)
    assert after.verdict is not None
    assert [unit.name for unit in after.units] == [merged.name, magazine.name]
    assert (after.verdict.k, after.verdict.n, after.verdict.needed) == (1, 2, 2)
    both = api.value_of(plan, named, until=until).verdict
    assert both is not None
    assert (both.n, both.without_data) == (1, (merged.name,))  # both names lead to one


RECORDS = st.lists(
    st.tuples(
        st.integers(min_value=0, max_value=2),  # agency
        st.integers(min_value=-100 * 24, max_value=24),  # hours from the end
        st.sampled_from(["Trang báo", "Zalo"]),
        st.sampled_from(["web", "social", "print"]),
        st.booleans(),  # confirmed
        st.sampled_from([None, 1, 30]),  # hours until taken down
        st.integers(min_value=0, max_value=5),  # story
    ),
    max_size=30,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(records=RECORDS)
def test_a_number_is_a_list(province: tuple[Plan, list[Organisation]], records: list[tuple]) -> None:  # type: ignore[type-arg]
    _plan, agencies = province
    Publication.objects.unscoped(why="test").delete()
    for agency, hours, platform, medium, confirmed, down, story in records:
        at = NOON + timedelta(hours=hours)
        make_publication(
            agencies[agency],
            at,
            platform=platform,
            medium=medium,
            root=f"story:{story}",
            confirmed_at=at if confirmed else None,
            removed_at=at + timedelta(hours=down) if down else None,
        )
    figures = figures_of(ind01.INDICATOR, [agency.pk for agency in agencies], until=NOON)
    for agency in agencies:
        counts = figures[agency.pk].counts
        rows = ind01.lines(agency.pk, "counted", question_of(ind01, until=NOON)).rows
        listed = list(cast(ScopedQuerySet[Publication], rows))
        for count in counts:
            inside = [
                row
                for row in listed
                if row.platform == count.platform
                and count.window.start <= row.published_at < count.window.end
            ]
            assert len(inside) == count.records
        assert sum(count.records for count in counts) == len(listed)
        assert len({(row.platform, row.root) for row in listed}) == len(listed)
        assert all(row.confirmed_at and row.medium != "print" for row in listed)


def test_what_was_known_then_is_computed_again_as_it_was(province: tuple[Plan, list[Organisation]]) -> None:
    _plan, (paper, *_) = province
    _busy(paper, NOON, 20)
    known = clock.now()
    row = Publication.objects.unscoped(why="test").filter(agency=paper).first()
    assert row is not None
    later = known + timedelta(days=1)
    Publication.objects.unscoped(why="test").filter(pk=row.pk).update(superseded_at=later)
    then = figures_of(ind01.INDICATOR, [paper.pk], until=NOON, known_at=known)[paper.pk]
    now = figures_of(ind01.INDICATOR, [paper.pk], until=NOON)[paper.pk]
    assert (then.passes, then.records) == (True, 60)
    assert (now.passes, now.records) == (False, 59)


@pytest.mark.parametrize(
    ("at", "is_live"),
    [
        (datetime(2025, 12, 31, 23, 59, 59, tzinfo=clock.VIETNAM), True),
        (datetime(2025, 3, 2, 0, 30, tzinfo=clock.VIETNAM), True),  # still yesterday in UTC
        (datetime(2026, 1, 1, tzinfo=clock.VIETNAM), False),
    ],
)
def test_a_figure_is_live_until_its_year_ends_in_vietnam(
    province: tuple[Plan, list[Organisation]], at: datetime, is_live: bool
) -> None:
    plan, _agencies = province
    with clock.frozen(at):
        assert api.value_of(plan, _first(plan, "002-T25.1"), until=api.until_of(2025)).is_live is is_live
