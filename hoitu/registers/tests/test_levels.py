"""IND-07: every system in scope, a dossier of level 3, the plan carried out, an assessment within twelve months."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.kernel.actor import Actor
from hoitu.registers import api
from hoitu.registers.data import LevelThree
from hoitu.registers.testing import keep

pytestmark = pytest.mark.django_db


def a_system(actor: Actor, code: str = "HT1", *, level: str = "3", in_scope: str = "on") -> None:
    """Write down a system that passes from 1 March 2026 on."""
    keep(
        actor, "he-thong", code=code, name=f"Hệ thống {code}", owner="Báo", in_scope=in_scope,
        plan_state="fully", plan_done_on="2026-02-01",
    )  # fmt: skip
    keep(
        actor, "ho-so-cap-do", system=code, code=f"HS-{code}", level=level, state="approved",
        decision="5/QĐ", decided_on="2026-01-10",
    )  # fmt: skip
    keep(
        actor, "danh-gia-an-toan", system=code, code=f"BB-{code}", assessed_on="2026-03-01",
        kind="periodic", result="passed",
    )  # fmt: skip


def standing(actor: Actor, on: date) -> LevelThree:
    return api.level_three(agency_ids=[actor.agency], on=on)[actor.agency]


def keeper() -> Actor:
    return actor_of(make_person(make_agency(), "admin"))


def test_an_agency_passes_while_nothing_is_lacking() -> None:
    actor = keeper()
    assert not standing(actor, date(2026, 6, 1)).passes, "a document with no system counts for nothing"
    a_system(actor)
    assert standing(actor, date(2026, 3, 1)).passes
    assert standing(actor, date(2027, 3, 1)).passes
    expired = standing(actor, date(2027, 3, 2))
    assert not expired.passes
    assert expired.systems[0].lacks == ("lần kiểm tra, đánh giá gần nhất đã quá hạn",)
    early = standing(actor, date(2026, 1, 9)).systems[0]
    assert len(early.lacks) == 3


def test_one_system_below_the_level_fails_the_agency_unless_it_is_out_of_scope() -> None:
    actor = keeper()
    a_system(actor)
    a_system(actor, "HT2", level="2", in_scope="")
    assert standing(actor, date(2026, 6, 1)).passes
    a_system(actor, "HT3", level="2")
    found = standing(actor, date(2026, 6, 1))
    assert not found.passes
    assert [(each.code, each.lacks) for each in found.systems if each.lacks] == [("HT3", ("mới ở cấp độ 2",))]


def test_the_yearly_form_has_a_row_for_each_system_in_twelve_columns() -> None:
    thanh = make_person(make_agency(), "admin")
    a_system(actor_of(thanh))
    content = signed_in(thanh).get("/so/he-thong/mau-08.xlsx").content
    head, row = load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    assert len(head) == 12
    assert row[:7] == (1, "Hệ thống HT1", "Báo", None, 3, "Đã được phê duyệt", "5/QĐ")


def test_a_commune_is_reached_while_the_survey_holds() -> None:
    actor = keeper()
    keep(
        actor,
        "xa-vung-sau",
        code="03433",
        name="Mường Tè",
        province="Vạn Giang",
        population="4.200",
        decision="1/QĐ",
    )
    keep(
        actor, "phu-song", commune="03433", press_type="radio", source="Khảo sát", surveyed_on="2026-01-01",
        valid_until="2027-01-01",
    )  # fmt: skip
    [commune] = api.reached(agency_ids=[actor.agency], on=date(2026, 12, 31))
    assert (commune.population, commune.press_types) == (4200, ("radio",))
    [commune] = api.reached(agency_ids=[actor.agency], on=date(2027, 1, 1))
    assert commune.press_types == ()
