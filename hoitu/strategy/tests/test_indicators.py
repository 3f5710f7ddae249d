"""For every computed indicator, agency and period: each number is as long as its list. Half a rule passes nobody."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import make_agency
from hoitu.kernel import clock
from hoitu.strategy import api
from hoitu.strategy.figures import Asked, Tally
from hoitu.strategy.models import Measure, Plan, Publication
from hoitu.strategy.queries.counting import figures_of, lines_of, question_of
from hoitu.strategy.queries.indicators import COMPUTED, STORED, new_items
from hoitu.strategy.testing import license_agency, make_body, make_plan, make_publication, manage

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=clock.VIETNAM)
PERIODS = (NOON, datetime(2026, 1, 1, tzinfo=clock.VIETNAM), datetime(2027, 1, 1, tzinfo=clock.VIETNAM))


@pytest.fixture
def agencies() -> list[Organisation]:
    return [make_agency(f"Báo số {number}") for number in range(3)]


RECORDS = st.lists(
    st.tuples(
        st.integers(min_value=0, max_value=2),  # agency
        st.sampled_from([-24 * 365 * 6 - 20, -24 * 400, -24 * 330, -24 * 80, -24 * 40, -24, -1, 1]),  # hours
        st.sampled_from(["Trang báo", "Zalo"]),
        st.sampled_from(["web", "social", "print", "radio", "tv", "wire"]),
        st.sampled_from(["", "political", "essential"]),
        st.booleans(),  # confirmed
        st.sampled_from([None, 1, 30]),  # hours until taken down
        st.integers(min_value=0, max_value=5),  # story
        st.booleans(),  # superseded since
        st.sampled_from("AD"),
    ),
    max_size=25,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(records=RECORDS, until=st.sampled_from(PERIODS), then=st.booleans())
def test_every_number_is_as_long_as_its_list(
    agencies: list[Organisation],
    records: list[tuple],  # type: ignore[type-arg]
    until: datetime,
    then: bool,
) -> None:
    Publication.objects.unscoped(why="test").delete()
    known = NOON + timedelta(days=50)
    for agency, hours, platform, medium, subject, confirmed, down, story, gone, provenance in records:
        at = NOON + timedelta(hours=hours)
        make_publication(
            agencies[agency],
            at,
            platform=platform,
            medium=medium,
            subject=subject,
            root=f"story:{story}",
            provenance=provenance,
            confirmed_at=at if confirmed else None,
            removed_at=at + timedelta(hours=down) if down else None,
            recorded_at=known - timedelta(days=1),
            superseded_at=known + timedelta(days=1) if gone else None,
        )
    ids, known_at = [agency.pk for agency in agencies], known if then else None
    published = {key: one for key, one in COMPUTED.items() if one.ROWS_HAVE_RECORDED_TIME}
    for key, indicator in published.items():  # what is counted from registers has its own property test
        tallies = indicator.tallies(ids, question_of(indicator, until=until, known_at=known_at))
        for agency_id in ids:
            tally = tallies.get(agency_id, Tally({}))
            for part in indicator.PARTS:
                lines = list(lines_of(key, agency_id, part, until=until, known_at=known_at))
                assert tally.parts.get(part, 0) == sum(line.amount for line in lines), (key, part)
            assert Tally.from_plain(tally.plain()) == tally


def _year(agency: Organisation, stories: int, of_two_media: int) -> None:
    for number in range(stories):
        root = f"story:{agency.pk}:{number}"
        make_publication(agency, NOON - timedelta(days=2), root=root)
        if number < of_two_media:
            make_publication(agency, NOON - timedelta(days=1), root=root, medium="print", provenance="D")


def test_a_converged_half_is_never_a_pass(agencies: list[Organisation]) -> None:
    enough, short, silent = agencies
    _year(enough, stories=10, of_two_media=3)
    _year(short, stories=10, of_two_media=2)
    figures = figures_of("IND-03", [agency.pk for agency in agencies], until=NOON)
    assert figures[enough.pk].is_partial
    assert figures[enough.pk].passes is None
    assert "bàn điều phối" in figures[enough.pk].reason
    assert figures[enough.pk].parts == {"numerator": 3, "denominator": 10}
    assert figures[enough.pk].provenance == "D"
    assert (figures[short.pk].passes, figures[short.pk].is_partial) == (False, False)
    assert figures[silent.pk].passes is None
    assert not figures[silent.pk].is_partial


def test_a_copy_on_a_social_platform_is_no_second_media_type(agencies: list[Organisation]) -> None:
    paper = agencies[0]
    for medium in ("web", "social"):
        make_publication(paper, NOON - timedelta(days=1), root="story:1", medium=medium)
    assert figures_of("IND-03", [paper.pk], until=NOON)[paper.pk].parts == {"numerator": 0, "denominator": 1}


def _province() -> tuple[Plan, Organisation, Organisation]:
    department = make_body("Sở VHTTDL Lai Châu")
    paper, station = make_agency("Báo Lai Châu"), make_agency("Đài Phát thanh và Truyền hình Lai Châu")
    for agency in (paper, station):
        manage(agency, department)
        license_agency(agency)
    return make_plan("lai-chau-ke-hoach-2023", owner=department), paper, station


def test_the_target_stays_open_while_half_of_the_rule_is_missing() -> None:
    plan, paper, station = _province()
    measure = Measure.objects.get(target__plan=plan, target__year=2030, indicator="IND-03")
    with clock.frozen(NOON):
        for agency in (paper, station):
            _year(agency, stories=3, of_two_media=3)
        verdict = api.value_of(plan, measure).verdict
    assert verdict is not None
    assert (verdict.passes, verdict.k, verdict.n) == (
        False,
        0,
        3,
    )  # the magazine has no data: three cannot pass
    with clock.frozen(NOON):
        target = Measure.objects.get(target__plan=plan, target__key="002-T25.4", position=1)
        Publication.objects.unscoped(why="test").update(
            published_at=datetime(2025, 6, 1, tzinfo=clock.VIETNAM)
        )
        open_still = api.value_of(plan, target).verdict
    assert open_still is not None
    assert (open_still.passes, open_still.k) == (None, 0)
    assert "Chưa đủ để kết luận về 2 cơ quan" in open_still.reason
    assert open_still.without_data == ("Tạp chí Văn nghệ Lai Châu",)


def test_new_items_grow_against_both_baselines(agencies: list[Organisation]) -> None:
    paper = agencies[0]
    for year, amount in ((2020, 4), (2025, 5), (2026, 6)):
        for number in range(amount):
            at = datetime(year, 3, 1, tzinfo=clock.VIETNAM)
            make_publication(paper, at, root=f"story:{year}:{number}", subject="political")
    again = datetime(2026, 4, 1, tzinfo=clock.VIETNAM)
    make_publication(paper, again, root="story:2020:0", subject="political", platform="Zalo")
    make_publication(paper, again, root="story:khac")
    since_last = Asked("IND-09", "growth_a_year", 20)
    since_base = Asked("IND-09", "growth_since_base_year", 60, base_year=2020)
    figure = figures_of("IND-09", [paper.pk], until=NOON, asked=since_last)[paper.pk]
    assert figure.parts == {"year": 6, "year_before": 5, "base": 4}
    assert figure.passes is True
    assert figures_of("IND-09", [paper.pk], until=NOON, asked=since_base)[paper.pk].passes is False
    assert "+20 % (từ 5)" in figure.reason
    assert "+50 % (từ 4)" in figure.reason


def test_an_unknown_baseline_is_no_zero(agencies: list[Organisation]) -> None:
    paper = agencies[0]
    make_publication(paper, NOON - timedelta(days=1), subject="essential")
    asked = Asked("IND-09", "growth_a_year", 20)
    figure = figures_of("IND-09", [paper.pk], until=NOON, asked=asked)[paper.pk]
    assert (figure.passes, dict(figure.parts)) == (None, {"year": 1})
    assert "chưa có số liệu" in figure.reason


def test_growth_of_a_plan_is_not_concluded_without_every_agency() -> None:
    plan, paper, _station = _province()
    for year, amount in ((2024, 5), (2025, 6)):
        for number in range(amount):
            make_publication(
                paper,
                datetime(year, 3, 1, tzinfo=clock.VIETNAM),
                root=f"s:{year}:{number}",
                subject="political",
            )
    target = Measure.objects.get(target__plan=plan, target__key="002-T25.8", position=1)
    value = api.value_of(plan, target)
    assert value.verdict is not None
    assert (value.verdict.of, value.verdict.passes, value.verdict.k, value.verdict.n) == (
        "growth",
        None,
        6,
        5,
    )
    assert "Đài Phát thanh và Truyền hình Lai Châu" in value.verdict.without_data


def test_modules_name_what_they_count() -> None:
    assert list(COMPUTED) == [
        "IND-01", "IND-03", "IND-06", "IND-07", "IND-08", "IND-09", "IND-10.a", "IND-10.c", "IND-11", "IND-12",
        "IND-13",
        "IND-14",
    ]  # fmt: skip
    assert set(COMPUTED) - set(STORED) == {"IND-08", "IND-10.c", "IND-12", "IND-13", "IND-14"}
    for module in COMPUTED.values():
        assert set(module.COUNTING_RULES) <= set(module.RULES)
    assert date(2025, 12, 31) == new_items.spans(PERIODS[1])["year"].end.date() - timedelta(days=1)
