"""Guidance and experience: who sees what, who has read it, and that a comparison gives nobody away."""

from datetime import timedelta
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoitu.accounts.testing import actor_of, make_agency, make_person
from hoitu.correspondence import api
from hoitu.correspondence.data import Audience
from hoitu.correspondence.models import Experience, Guide, Question
from hoitu.correspondence.policies.comparing import compare
from hoitu.correspondence.queries import experiences as cases
from hoitu.correspondence.queries.library import guides_for, read_by, readers_of
from hoitu.correspondence.testing import Circle, make_circle
from hoitu.kernel import clock
from hoitu.kernel.errors import BadInput, NotAllowed, NotFound
from hoitu.registers import api as registers
from hoitu.registers.models import PlatformConnection, PlatformMilestone, StaffPolicy
from hoitu.strategy.testing import manage

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle() -> Circle:
    return make_circle()


def _share(circle: Circle, audience: Audience = Audience(), title: str = "Cẩm nang tòa soạn số") -> UUID:  # noqa: B008
    return api.share_guide(
        actor=circle.actor("yen"), values=api.GuideInput(title), audience=audience, words="Bước một."
    )


def _titles(circle: Circle, name: str, text: str = "") -> list[str]:
    return [row.title for row in guides_for(circle.actor(name), text=text)]


def test_guidance_is_for_all_below_newcomers_too(circle: Circle) -> None:
    _share(circle)
    assert _titles(circle, "thanh") == ["Cẩm nang tòa soạn số"]
    assert _titles(circle, "hoa") == []
    manage(circle.stranger, circle.department)
    assert _titles(circle, "hoa") == ["Cẩm nang tòa soạn số"]
    assert _titles(circle, "thanh", "cam nang") == ["Cẩm nang tòa soạn số"]
    assert _titles(circle, "thanh", "khác") == []


def test_guidance_for_one_is_not_for_the_other(circle: Circle) -> None:
    made = _share(circle, Audience(organisations=(circle.paper.pk,)))
    assert _titles(circle, "tan") == []
    with pytest.raises(NotFound):
        api.note_reading(actor=circle.actor("tan"), guide_id=made)


def test_a_new_version_is_to_be_read_again(circle: Circle) -> None:
    made, lan = _share(circle), circle.actor("lan")
    api.note_reading(actor=lan, guide_id=made)
    api.note_reading(actor=circle.actor("thanh"), guide_id=made)
    row = Guide.objects.unscoped(why="tests").get()
    assert [one.name for one in readers_of(row) if one.reading] == ["Báo Vân Giang"]
    assert read_by(lan) == {made}
    with pytest.raises(BadInput):
        api.new_version(actor=circle.actor("yen"), guide_id=made, note="", words="Bước hai.")
    api.new_version(actor=circle.actor("yen"), guide_id=made, note="Thêm bước hai", words="Bước hai.")
    assert read_by(lan) == set()
    row.refresh_from_db()
    assert [(one.name, one.older) for one in readers_of(row)] == [
        ("Báo Vân Giang", True),
        ("Tạp chí Văn nghệ", False),
    ]
    with pytest.raises(NotFound):
        api.new_version(actor=circle.actor("thanh"), guide_id=made, note="x", words="x")


def test_a_replaced_document_says_by_what(circle: Circle) -> None:
    old, new, yen = _share(circle), _share(circle, title="Cẩm nang mới"), circle.actor("yen")
    with pytest.raises(BadInput):
        api.replace_guide(actor=yen, guide_id=old, by_id=old)
    api.replace_guide(actor=yen, guide_id=old, by_id=new)
    assert Guide.objects.unscoped(why="tests").get(pk=old).replaced_by_id == new
    with pytest.raises(api.WrongStep):
        api.new_version(actor=yen, guide_id=old, note="x", words="x")


VALUES = api.ExperienceInput(
    "Quy trình một lần viết", "Viết lại ba lần", "Dùng một bản", "Bắt đầu từ một ban"
)


def _case(circle: Circle, reach: str = "circle") -> UUID:
    thanh = circle.actor("thanh")
    values = api.ExperienceInput(VALUES.title, VALUES.problem, VALUES.done, VALUES.lessons, reach)
    made = api.write_experience(actor=thanh, values=values, indicators=["IND-01"])
    api.publish_experience(actor=thanh, experience_id=made)
    return made


def _seen(circle: Circle, name: str) -> int:
    return cases.experiences_for(circle.actor(name)).count()


def test_a_case_is_seen_as_far_as_its_author_chose(circle: Circle) -> None:
    thanh = circle.actor("thanh")
    draft = api.write_experience(actor=thanh, values=VALUES)
    assert (_seen(circle, "thanh"), _seen(circle, "tan")) == (1, 0)
    with pytest.raises(NotAllowed):
        api.publish_experience(actor=circle.actor("lan"), experience_id=draft)
    made = _case(circle)
    assert (_seen(circle, "tan"), _seen(circle, "yen"), _seen(circle, "hoa")) == (1, 1, 0)
    _case(circle, "all")
    assert _seen(circle, "hoa") == 1
    api.withdraw_experience(actor=thanh, experience_id=made, reason="Nhầm số")
    assert _seen(circle, "tan") == 1
    figures = Experience.objects.unscoped(why="tests").get(pk=made).figures
    assert figures[0]["indicator"] == "IND-01"


def test_questions_are_between_the_two(circle: Circle) -> None:
    made = _case(circle)
    asked = api.ask_author(actor=circle.actor("tan"), experience_id=made, words="Tốn bao nhiêu?")
    row = Experience.objects.unscoped(why="tests").get(pk=made)
    assert len(cases.questions_of(circle.actor("thanh"), row)) == 1
    assert cases.questions_of(circle.actor("yen"), row) == []
    with pytest.raises(NotFound):
        api.answer_question(actor=circle.actor("tan"), question_id=asked, words="Không tốn")
    api.answer_question(actor=circle.actor("thanh"), question_id=asked, words="Không tốn")
    assert Question.objects.unscoped(why="tests").get().answer == "Không tốn"
    with pytest.raises(api.WrongStep):
        api.ask_author(actor=circle.actor("thanh"), experience_id=made, words="Tự hỏi")
    for _twice in range(2):
        api.mark_useful(actor=circle.actor("tan"), experience_id=made, useful=True)
    assert cases.readable_experience(circle.actor("tan"), made).useful == 1  # type: ignore[attr-defined]
    with pytest.raises(NotFound):
        api.mark_useful(actor=circle.actor("hoa"), experience_id=made, useful=True)


def test_a_comparison_needs_five_and_leaving_works_at_once(
    circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    heads = [make_person(make_agency(), "director") for _each in range(4)]
    actors = [circle.actor("thanh"), *map(actor_of, heads)]
    values = {actor.agency: Fraction(10 * place) for place, actor in enumerate(actors)}
    monkeypatch.setattr(cases, "_value", lambda indicator, agency_id: (values[agency_id], False))

    def seen() -> cases.Chosen:
        return next(one for one in cases.chosen(actors[0]) if one.indicator == "IND-01")

    for actor in actors[:4]:
        api.join_comparison(actor=actor, indicator="IND-01")
    assert (seen().members, seen().comparison) == (4, None)
    api.join_comparison(actor=actors[4], indicator="IND-01")
    found = seen().comparison
    assert found is not None
    assert [int(each) for each in (found.low, found.middle, found.high, found.own)] == [10, 20, 30, 0]
    assert found.place == 5
    api.leave_comparison(actor=actors[4], indicator="IND-01")
    assert (seen().members, seen().comparison) == (4, None)
    with pytest.raises(NotFound):
        api.leave_comparison(actor=actors[4], indicator="IND-01")
    with pytest.raises(NotFound):
        api.join_comparison(actor=actors[0], indicator="IND-99")


fractions = st.fractions(0, 1000, max_denominator=50)


@given(fractions, st.lists(fractions, max_size=30), st.integers(3, 12))
def test_a_place_lies_within_the_group_and_the_quartiles_are_in_order(
    own: Fraction, others: list[Fraction], least: int
) -> None:
    found = compare(own, others, least=least)
    if len(others) + 1 < least:
        assert found is None
        return
    assert found is not None
    assert min(own, *others) <= found.low <= found.middle <= found.high <= max(own, *others)
    assert found.place == 1 + sum(each > own for each in others)
    assert compare(own, list(reversed(others)), least=least) == found


def test_a_platform_is_at_its_furthest_step_with_those_connected_that_day(circle: Circle) -> None:
    today = clock.today()
    owner, ids = circle.department, {circle.paper.pk, circle.magazine.pk}

    def reached(step: str, days: int) -> None:
        PlatformMilestone.objects.create(
            agency=owner,
            platform="Phát thanh số",
            step=step,
            reached_on=today - timedelta(days=days),
            document="1/QĐ",
        )

    reached("decision", 90)
    reached("trial", 30)
    PlatformConnection.objects.create(
        agency=circle.paper, platform="phat thanh so", connected_on=today - timedelta(days=5), ended_on=today
    )
    PlatformConnection.objects.create(agency=circle.magazine, platform="Phát thanh số", connected_on=today)

    def state(days: int) -> registers.PlatformState:
        [found] = registers.platform_states(
            keeper_ids=[owner.pk], agency_ids=ids, on=today - timedelta(days=days)
        )
        return found

    assert (state(0).step, state(0).connected) == ("trial", frozenset({circle.magazine.pk}))
    assert (state(1).step, state(1).connected) == ("trial", frozenset({circle.paper.pk}))
    assert (state(60).step, state(60).connected) == ("decision", frozenset())


def test_policies_that_differ_are_those_in_force(circle: Circle) -> None:
    today = clock.today()
    for number, alike, ended in (("1/QC", True, None), ("2/QC", False, None), ("3/QC", False, today)):
        StaffPolicy.objects.create(
            agency=circle.paper, number=number, title="Làm từ xa", issued_on=today, valid_from=today - timedelta(9),
            valid_until=ended, is_uniform=alike,
        )  # fmt: skip
    assert registers.policies_that_differ(agency_id=circle.paper.pk, on=today) == ("2/QC · Làm từ xa",)
    assert registers.policies_that_differ(agency_id=circle.magazine.pk, on=today) == ()
