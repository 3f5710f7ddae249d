"""What people see and type: score sheets that lose nothing, an appraisal, results, files, catalogues."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from io import BytesIO
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from hoitu.accounts.models import Organisation, Person
from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.evidence.testing import make_evidence
from hoitu.kernel.errors import BadInput
from hoitu.maturity import api
from hoitu.maturity.models import Assessment, Catalogue, Cycle, LevelBand
from hoitu.maturity.queries.proofs import about
from hoitu.maturity.testing import (
    give,
    item_ids,
    make_assessment,
    make_catalogue,
    make_cycle,
    make_officer,
    official,
    publish_as_scored,
    reread,
    scorer,
)
from hoitu.maturity.web.radar import radar
from hoitu.strategy.testing import make_body, manage

pytestmark = pytest.mark.django_db


@pytest.fixture
def department() -> Organisation:
    return make_body("Sở VHTTDL Vân Giang")


@pytest.fixture
def agency(department: Organisation) -> Organisation:
    agency = make_agency("Báo Vân Giang")
    manage(agency, department)
    return agency


@pytest.fixture
def officer(department: Organisation) -> Person:
    return make_officer(department)


@pytest.fixture
def ministry(department: Organisation) -> Person:
    body = make_body("Bộ thử", "ministry")
    manage(department, body)
    return make_officer(body)


@pytest.fixture
def head(agency: Organisation) -> Person:
    return make_person(agency, "director")


def typed(row: Assessment, kind: str = "p", **values: str) -> dict[str, str]:
    """Return form data for items by code: `typed(row, c1_1="2")`."""
    ids = item_ids(row)
    named = {code.removeprefix("c").replace("_", "."): value for code, value in values.items()}
    return {f"{kind}_{ids[code].hex}": value for code, value in named.items()}


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_open_one_assessment(agency: Organisation) -> None:
    cycle, actor, start = make_cycle(), scorer(agency), Barrier(2)

    def press(_number: int) -> str:
        try:
            start.wait()
            api.start(actor=actor, cycle_id=cycle.pk, block="local_paper")
        except BadInput as refusal:
            return refusal.sentence
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(2) as both:
        said = sorted(both.map(press, (1, 2)))
    assert said == ["", "Cơ quan đã có bản chấm trong kỳ này."]
    assert Assessment.objects.for_agency(agency.pk).count() == 1


def test_an_agency_opens_scores_and_sends_on_the_screens(agency: Organisation, head: Person) -> None:
    cycle, client = make_cycle(), signed_in(head)
    page = client.get("/truong-thanh/").content.decode()
    assert "Mở bản chấm" in page
    assert cycle.name in page
    for closed_or_without_points in ("Kỳ đánh giá 2024", "Kỳ đánh giá 2025"):
        assert closed_or_without_points not in page
    opened = client.post("/truong-thanh/bat-dau/", {"cycle": cycle.pk, "block": "local_paper"}, follow=True)
    assert opened.status_code == 200
    row = Assessment.objects.for_agency(agency.pk).get()
    sheet = f"/truong-thanh/{row.pk}/cham/1/"
    done = client.post(
        sheet,
        typed(row, c1_1="7,5", c1_2="") | typed(row, "w", c1_1="Theo kế hoạch") | {"next": "1"},
        follow=True,
    )
    assert done.redirect_chain[-1][0].endswith("/cham/2/")
    line = api.sheet_of(row).lines[0]
    assert (line.own, line.note) == (Decimal("7.5"), "Theo kế hoạch")
    page = client.post(f"/truong-thanh/{row.pk}/gui/", follow=True).content.decode()
    assert "Đã gửi bản chấm đi thẩm định." in page
    assert reread(row.pk).state == "sent"
    refused = client.post(sheet, typed(row, c1_1="1")).content.decode()
    assert "đang ở bước khác" in refused


def test_nothing_typed_is_lost_when_points_are_refused(agency: Organisation, head: Person) -> None:
    row = make_assessment(agency)
    given = typed(row, c1_1="99", c1_2="ba") | typed(row, "w", c1_1="Lời giải trình dài", c1_2="Lời khác")
    answer = signed_in(head).post(f"/truong-thanh/{row.pk}/cham/1/", given)
    page = answer.content.decode()
    assert answer.status_code == 400
    for words in ("99", "Lời giải trình dài", "Lời khác", "Điểm phải từ 0 đến 10.", "Hãy ghi điểm bằng số"):
        assert words in page
    assert 'value="ba"' in page
    assert api.sums(api.sheet_of(row)).points == 0


def test_a_colleagues_points_are_not_overwritten_by_an_old_page(agency: Organisation, head: Person) -> None:
    row = make_assessment(agency)
    give(row, c1_1="4", c1_2="2")
    # The page was opened before: its hidden values say that both fields were empty.
    before = {f"initial-{name}": "" for name in typed(row, c1_1="", c1_2="")}
    signed_in(head).post(f"/truong-thanh/{row.pk}/cham/1/", before | typed(row, c1_1="", c1_2="3"))
    lines = {line.item.code: line.own for line in api.sheet_of(row).lines}
    assert (lines["1.1"], lines["1.2"]) == (Decimal(4), Decimal(3))


def test_pillars_are_scored_on_one_sheet_and_marked_so(agency: Organisation, head: Person) -> None:
    row = make_assessment(agency, make_cycle(official()))
    client = signed_in(head)
    page = client.get(f"/truong-thanh/{row.pk}/cham/1/").content.decode()
    assert "điểm được chấm theo từng trụ cột" in page
    assert "Mức độ ứng dụng công nghệ số" in page
    client.post(f"/truong-thanh/{row.pk}/cham/1/", typed(row, c1="18", c5="7,25"))
    page = client.get("/truong-thanh/").content.decode()
    assert "25,25" in page
    assert "Báo địa phương" in page
    assert 'role="img"' in page


def test_the_officer_appraises_and_publishes_on_the_screens(agency: Organisation, officer: Person) -> None:
    row = make_assessment(agency)
    give(row, c1_1="8", c2_1="20")
    api.send(actor=scorer(agency), assessment_id=row.pk)
    client, base = signed_in(officer), f"/truong-thanh/{row.pk}"
    assert "Nhận thẩm định" in client.get(f"{base}/").content.decode()
    client.post(f"{base}/buoc/", {"move": "take"})
    refused = client.post(f"{base}/tham-dinh/1/", typed(row, c1_1="6"))
    assert "Điểm khác điểm tự chấm: hãy ghi lý do." in refused.content.decode()
    assert 'value="6"' in refused.content.decode()
    client.post(f"{base}/tham-dinh/1/", typed(row, c1_1="6") | typed(row, "w", c1_1="Thiếu quyết định"))
    early = client.post(f"{base}/buoc/", {"move": "publish"}, follow=True).content.decode()
    assert "Còn 6 mục chưa thẩm định" in early
    client.post(f"{base}/buoc/", {"move": "accept_rest"})
    done = client.post(f"{base}/buoc/", {"move": "publish"}, follow=True).content.decode()
    assert "Đã công bố kết quả" in done
    assert reread(row.pk).result["total"] == "26.00"
    results = client.get("/truong-thanh/ket-qua/").content.decode()
    assert "Báo Vân Giang" in results
    assert "Yếu" in results
    corrected = client.post(f"{base}/buoc/", {"move": "correct", "reason": "Cộng nhầm"}, follow=True)
    assert "Bản 2, đính chính: Cộng nhầm" in corrected.content.decode()
    assert client.post(f"{base}/buoc/", {"move": "khac"}, follow=True).status_code == 200


def test_a_return_shows_its_reason_to_the_agency(agency: Organisation, officer: Person, head: Person) -> None:
    row = make_assessment(agency)
    give(row, c1_1="8")
    api.send(actor=scorer(agency), assessment_id=row.pk)
    signed_in(officer).post(
        f"/truong-thanh/{row.pk}/buoc/", {"move": "return", "reason": "Thiếu số quyết định"}
    )
    assert (
        "Sở VHTTDL Vân Giang trả lại: Thiếu số quyết định"
        in signed_in(head).get("/truong-thanh/").content.decode()
    )


def test_only_those_concerned_get_in(agency: Organisation, officer: Person, head: Person) -> None:
    row = make_assessment(agency)
    give(row, c1_1="8")
    paths = ("", "in/", "xlsx/", "cham/1/", "con-thieu/", "tham-dinh/1/", f"muc/{item_ids(row)['1.1']}/")
    strangers = (make_person(make_agency(), "director"), make_officer(make_body("Sở khác")))
    for stranger in (*strangers, officer):
        client = signed_in(stranger)
        assert {client.get(f"/truong-thanh/{row.pk}/{path}").status_code for path in paths} <= {403, 404}
    assert signed_in(make_person(agency, "reporter")).get("/truong-thanh/").status_code == 403
    own = signed_in(head)
    for answer in (
        own.get(f"/truong-thanh/{row.pk}/tham-dinh/1/", follow=True),
        own.post(f"/truong-thanh/{row.pk}/buoc/", {"move": "take"}, follow=True),
    ):
        assert "Cơ quan không thẩm định bản chấm của chính mình." in answer.content.decode()
    assert reread(row.pk).state == "scoring"


def test_gaps_stand_in_order_and_a_simulation_writes_nothing(agency: Organisation, head: Person) -> None:
    row = make_assessment(agency)
    give(row, c1_1="9", c2_1="20")
    client, base = signed_in(head), f"/truong-thanh/{row.pk}/con-thieu/"
    page = client.get(base).content.decode()
    assert (
        page.index("3.1. ")
        < page.index("5.1. ")
        < page.index("4.1. ")
        < page.index("4.2. ")
        < page.index("1.1. ")
    )
    query = {name.replace("p_", "g_"): value for name, value in typed(row, c3_1="20", c5_1="abc").items()}
    page = client.get(base, query).content.decode()
    assert "thêm 20 điểm" in page
    assert "49" in page
    assert api.sums(api.sheet_of(row)).points == 29


def test_evidence_stands_beside_its_item(agency: Organisation, head: Person) -> None:
    row = make_assessment(agency)
    item = item_ids(row)["1.1"]
    make_evidence(agency, about(item, 2026), accepted=True, title="Quyết định số 12")
    client = signed_in(head)
    assert "1 minh chứng" in client.get(f"/truong-thanh/{row.pk}/cham/1/").content.decode()
    assert "Quyết định số 12" in client.get(f"/truong-thanh/{row.pk}/muc/{item}/").content.decode()


def test_print_and_workbooks_show_the_points(agency: Organisation, officer: Person, head: Person) -> None:
    row = make_assessment(agency)
    give(row, c1_1="8", c1_2="2.5")
    row = publish_as_scored(row, officer)
    client = signed_in(head)
    paper = client.get(f"/truong-thanh/{row.pk}/in/").content.decode()
    assert row.frozen_hash in paper
    assert "Báo địa phương" in paper
    assert "LÃNH ĐẠO CƠ QUAN" in paper
    rows = cells(client.get(f"/truong-thanh/{row.pk}/xlsx/").content)
    assert [each[4:6] + each[8:9] for each in rows[1:3]] == [(10, 8, 8), (8, 2.5, 2.5)]
    assert rows[-1][8] == 10.5
    found = cells(signed_in(officer).get("/truong-thanh/ket-qua/xlsx/", {"cycle": str(row.cycle_id)}).content)
    assert found[1] == ("Báo Vân Giang", "Báo địa phương", "Đã công bố", 10.5, 0, 0, 0, 0, 10.5, "Yếu")


def cells(content: bytes) -> list[tuple[Any, ...]]:
    return list(load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True))


def test_results_name_who_has_no_data_and_filter_by_block(agency: Organisation, officer: Person) -> None:
    cycle = make_cycle()
    row = make_assessment(agency, cycle)
    give(row, c1_1="8")
    publish_as_scored(row, officer)
    silent = make_agency("Tạp chí Lặng")
    manage(silent, Organisation.objects.get(name="Sở VHTTDL Vân Giang"))
    make_agency("Báo Nơi khác")
    client = signed_in(officer)
    page = client.get("/truong-thanh/ket-qua/", {"cycle": str(cycle.pk)}).content.decode()
    assert "Tạp chí Lặng" in page
    assert "Báo Nơi khác" not in page
    assert "Chưa có dữ liệu" in page
    page = client.get(
        "/truong-thanh/ket-qua/", {"cycle": str(cycle.pk), "block": "magazine"}
    ).content.decode()
    assert "Báo Vân Giang" not in page


def test_many_agencies_cost_no_more_queries(department: Organisation, officer: Person) -> None:
    cycle, client = make_cycle(), signed_in(officer)

    def add() -> None:
        agency = make_agency()
        manage(agency, department)
        row = make_assessment(agency, cycle)
        give(row, c1_1="8")
        publish_as_scored(row, officer)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get("/truong-thanh/ket-qua/", {"cycle": str(cycle.pk)}).status_code == 200
        return len(seen)

    add()
    client.get("/truong-thanh/ket-qua/")
    few = queries()
    for _count in range(6):
        add()
    assert queries() == few


def test_the_country_is_shown_with_its_sources(head: Person) -> None:
    page = signed_in(head).get("/truong-thanh/ca-nuoc/").content.decode()
    for words in ("273", "282", "177/778", "vjst.vn", "QĐ 4765/QĐ-BVHTTDL"):
        assert words in page


def test_the_shipped_index_says_what_has_no_source(head: Person) -> None:
    client = signed_in(head)
    assert "3560/QĐ-BVHTTDL" in client.get("/truong-thanh/bo-chi-so/").content.decode()
    page = client.get(f"/truong-thanh/bo-chi-so/{official('qd-3560-bvhttdl').pk}/").content.decode()
    assert page.count("chưa có nguồn") >= 10
    assert "Phần mềm không tự đặt tiêu chí" in page


def test_an_organisation_keeps_a_marked_copy_whoever_works_here(agency: Organisation, head: Person) -> None:
    make_person(make_body("Bộ thử", "ministry"), permissions=("maturity.catalogue",))
    client = signed_in(head)
    page = client.post(f"/truong-thanh/bo-chi-so/{official().pk}/ban-tam/", follow=True).content.decode()
    assert "không phải bản chính thức" in page
    copy = Catalogue.objects.get(owner=agency)
    assert [each.maximum for each in copy.pillars.all()] == [18, 24, 20, 23, 15]
    assert [each.floor for each in copy.bands.all()] == [0, 50, None, None, 90]
    other = signed_in(make_person(make_agency(), "director"))
    assert other.get(f"/truong-thanh/bo-chi-so/{copy.pk}/").status_code == 404


def test_a_ministry_keeps_no_provisional_copy(ministry: Person) -> None:
    path = f"/truong-thanh/bo-chi-so/{official().pk}/"
    client = signed_in(ministry)
    assert "Tạo bản tạm thời" not in client.get(path).content.decode()
    refused = client.post(f"{path}ban-tam/", follow=True).content.decode()
    assert "Bộ chỉ số và kỳ chung do bộ quản lý" in refused
    assert not Catalogue.objects.exclude(owner=None).exists()


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_make_one_copy_and_one_cycle(agency: Organisation, head: Person) -> None:
    source, actor = make_catalogue(), actor_of(head)
    both = Barrier(2)

    def press(_number: int) -> tuple[object, str]:
        try:
            both.wait()
            copy = api.copy_catalogue(actor=actor, catalogue_id=source.pk)
            both.wait()
            try:
                api.save_cycle(actor=actor, values=api.CycleInput(2026, "Kỳ nội bộ", copy))
            except BadInput as refusal:
                return copy, refusal.sentence
            return copy, ""
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        made, said = zip(*pool.map(press, (1, 2)), strict=True)
    assert made[0] == made[1]
    assert sorted(said) == ["", "Đã có kỳ mang tên này trong năm đó."]
    # Once a cycle uses it, another copy may be wanted.
    assert api.copy_catalogue(actor=actor, catalogue_id=source.pk) != made[0]


def test_a_department_runs_its_own_cycle_beside_the_ministrys(
    agency: Organisation, department: Organisation, officer: Person, ministry: Person
) -> None:
    elsewhere = make_agency("Báo Tỉnh khác")
    manage(elsewhere, Organisation.objects.get(kind="ministry"))
    client, given = (
        signed_in(officer),
        {"year": "2026", "catalogue_id": str(official().pk), "confidence": "R"},
    )
    assert "Kỳ do đơn vị bạn thêm là kỳ tạm thời" in client.get("/truong-thanh/bo-chi-so/").content.decode()
    assert "Kỳ tạm thời của đơn vị" in client.get("/truong-thanh/ky/moi/").content.decode()
    assert client.post("/truong-thanh/ky/moi/", given | {"name": "Kỳ của Sở"}).status_code == 302
    cycle = Cycle.objects.get(name="Kỳ của Sở")
    assert cycle.owner == department
    assert client.post(f"/truong-thanh/ky/{cycle.pk}/", given | {"name": "Kỳ của Sở 2026"}).status_code == 302
    row = make_assessment(agency, cycle)
    give(row, c1="10")
    api.send(actor=scorer(agency), assessment_id=row.pk)
    page = signed_in(ministry).get(f"/truong-thanh/{row.pk}/").content.decode()
    assert "đơn vị ấy thẩm định và công bố, ở đây chỉ xem" in page
    assert "Nhận thẩm định" not in page
    refused = signed_in(ministry).post(f"/truong-thanh/{row.pk}/buoc/", {"move": "take"})
    assert "Kỳ này do Sở VHTTDL Vân Giang đặt" in refused.content.decode()
    api.take(actor=actor_of(officer), assessment_id=row.pk)
    # The ministry reads the department's cycle, of those whom it asks, and keeps its own for all.
    above = signed_in(ministry)
    page = above.get("/truong-thanh/ket-qua/", {"cycle": str(cycle.pk)}).content.decode()
    assert "Kỳ của Sở 2026 (tạm thời, của Sở VHTTDL Vân Giang)" in page
    assert ("Báo Vân Giang" in page, "Báo Tỉnh khác" in page) == (True, False)
    assert above.get(f"/truong-thanh/ky/{cycle.pk}/").status_code == 403
    assert above.post("/truong-thanh/ky/moi/", given | {"name": "Kỳ chung"}).status_code == 302
    common = Cycle.objects.get(name="Kỳ chung")
    assert common.owner is None
    page = above.get("/truong-thanh/ket-qua/").content.decode()
    assert f'<option value="{common.pk}" selected>' in page
    assert "Báo Tỉnh khác" in page


def test_what_an_agency_keeps_for_itself_is_not_seen_above(agency: Organisation, officer: Person) -> None:
    cycle = make_cycle(make_catalogue(owner=agency), owner=agency)
    client = signed_in(officer)
    assert client.get(f"/truong-thanh/bo-chi-so/{cycle.catalogue_id}/").status_code == 404
    assert cycle.name not in client.get("/truong-thanh/bo-chi-so/").content.decode()


def test_the_installations_index_is_kept_by_a_ministry_or_operators(head: Person, ministry: Person) -> None:
    catalogue = official()
    pillar = catalogue.pillars.all()[0]
    path = f"/truong-thanh/bo-chi-so/{catalogue.pk}/tru-cot/{pillar.pk}/"
    given = {"name": "Chiến lược", "maximum": "17,5", "citation": "Phụ lục", "confidence": "S"}
    assert "Bộ chỉ số và kỳ chung do bộ quản lý" in signed_in(head).post(path, given).content.decode()
    assert signed_in(ministry).post(path, given).status_code == 302
    pillar.refresh_from_db()
    assert (pillar.maximum, pillar.confidence) == (Decimal("17.5"), "S")


def test_forms_open_only_for_those_who_may_save(head: Person) -> None:
    catalogue = make_catalogue()
    base = f"/truong-thanh/bo-chi-so/{catalogue.pk}"
    pillar, criterion = catalogue.pillars.all()[0], catalogue.criteria.all()[0]
    paths = ("muc/", f"tru-cot/{pillar.pk}/", "tieu-chi/moi/", f"tieu-chi/{criterion.pk}/", "phu-luc/")
    client = signed_in(head)
    for path in (*(f"{base}/{each}" for each in paths), f"/truong-thanh/ky/{make_cycle(catalogue).pk}/"):
        answer = client.get(path)
        assert answer.status_code == 403, path
        assert "Bộ chỉ số và kỳ chung do bộ quản lý" in answer.content.decode()


def test_a_sheet_at_another_step_is_shown_closed(agency: Organisation, officer: Person, head: Person) -> None:
    row = make_assessment(agency)
    give(row, c1_1="8")
    api.send(actor=scorer(agency), assessment_id=row.pk)
    own = signed_in(head).get(f"/truong-thanh/{row.pk}/cham/1/").content.decode()
    council = signed_in(officer).get(f"/truong-thanh/{row.pk}/tham-dinh/1/").content.decode()
    for page, fields in ((own, 4), (council, 4)):
        sheet = page[page.index('class="score-sheet"') : page.index("</form>", page.index("score-sheet"))]
        assert sheet.count(" disabled") == fields
        assert 'type="submit"' not in sheet


def test_thresholds_are_edited_and_must_ascend(agency: Organisation, head: Person) -> None:
    catalogue, client = make_catalogue(owner=agency), signed_in(head)
    path = f"/truong-thanh/bo-chi-so/{catalogue.pk}/muc/"
    assert client.get(path).status_code == 200
    wrong = client.post(path, bands(("Yếu", "0"), ("Khá", "60"), ("Tốt", "55")))
    assert "Ngưỡng phải tăng dần" in wrong.content.decode()
    assert client.post(path, bands(("Yếu", "0"), ("Khá", ""), ("Tốt", "75,5"), ("", ""))).status_code == 302
    found = list(LevelBand.objects.filter(catalogue=catalogue).values_list("name", "floor"))
    assert found == [("Yếu", 0), ("Khá", None), ("Tốt", Decimal("75.5"))]


def bands(*rows: tuple[str, str]) -> dict[str, str]:
    data = {"form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": "0"}
    for at, (name, floor) in enumerate(rows):
        data |= {f"form-{at}-name": name, f"form-{at}-floor": floor, f"form-{at}-confidence": "S"}
    return data


def test_criteria_are_edited_until_somebody_scores_by_them(agency: Organisation, head: Person) -> None:
    catalogue, client = make_catalogue(owner=agency), signed_in(head)
    base = f"/truong-thanh/bo-chi-so/{catalogue.pk}/tieu-chi"
    pillar = catalogue.pillars.all()[0]
    given = {
        "pillar_id": str(pillar.pk), "sub_index": "Chỉ số thử 1", "code": "1.3", "text": "Tiêu chí thử",
        "maximum": "2", "step": "0,5", "citation": "Thử", "confidence": "R",
    }  # fmt: skip
    assert client.get(f"{base}/moi/").status_code == 200
    assert client.post(f"{base}/moi/", given).status_code == 302
    assert "đã có trong bộ chỉ số" in client.post(f"{base}/moi/", given).content.decode()
    made = catalogue.criteria.get(code="1.3")
    assert client.post(f"{base}/{made.pk}/xoa/").status_code == 302
    row = make_assessment(agency, make_cycle(catalogue, owner=agency))
    give(row, c1_1="2")
    first = catalogue.criteria.get(code="1.1")
    words = given | {"code": "1.1", "maximum": "10", "text": "Lời đã sửa"}
    assert client.post(f"{base}/{first.pk}/", words).status_code == 302
    assert (
        "Đã có cơ quan chấm" in client.post(f"{base}/{first.pk}/", words | {"maximum": "9"}).content.decode()
    )
    refused = client.post(f"{base}/{first.pk}/xoa/", follow=True).content.decode()
    assert "Đã có cơ quan chấm" in refused


def test_a_cycle_is_added_and_changed(agency: Organisation, head: Person) -> None:
    client = signed_in(head)
    given = {
        "year": "2026", "name": "Kỳ nội bộ", "catalogue_id": str(official().pk), "entry_from": "2026-11-01",
        "entry_until": "2026-10-01", "confidence": "R",
    }  # fmt: skip
    assert (
        "Ngày kết thúc phải sau ngày bắt đầu." in client.post("/truong-thanh/ky/moi/", given).content.decode()
    )
    assert client.post("/truong-thanh/ky/moi/", given | {"entry_until": "2026-11-30"}).status_code == 302
    row = Cycle.objects.get(name="Kỳ nội bộ")
    assert row.owner == agency
    assert "tạm thời, không phải bản chính thức" in client.get("/truong-thanh/bo-chi-so/").content.decode()
    assert client.get(f"/truong-thanh/ky/{row.pk}/").status_code == 200
    other = signed_in(make_person(make_agency(), "director"))
    assert other.get(f"/truong-thanh/ky/{row.pk}/").status_code == 404


def test_a_radar_stands_in_its_frame_and_needs_known_points(agency: Organisation) -> None:
    row = make_assessment(agency)
    give(row, c1_1="10", c1_2="8", c3_1="20")
    drawn = radar(api.sums(api.sheet_of(row)))
    assert drawn
    assert drawn.shape.split()[:2] == ["140.0,42.0", "140.0,140.0"]
    assert [axis.percent for axis in drawn.axes] == [100, 0, 100, 0, 0]
    row.cycle.catalogue.pillars.update(maximum=None)
    assert radar(api.sums(api.sheet_of(reread(row.pk)))) is None


def test_an_empty_installation_has_pages_too(officer: Person) -> None:
    Cycle.objects.all().delete()
    client: Client = signed_in(officer)
    assert "Chưa có kỳ đánh giá nào" in client.get("/truong-thanh/ket-qua/").content.decode()
    assert client.get("/truong-thanh/", follow=True).status_code == 200
    assert client.get("/truong-thanh/ket-qua/xlsx/").status_code == 404
    head = make_person(make_agency(), "director")
    assert "Chưa có bản chấm nào" in signed_in(head).get("/truong-thanh/").content.decode()


def test_an_officer_without_an_assessment_of_their_own_lands_on_the_results(
    department: Organisation, officer: Person
) -> None:
    answer = signed_in(officer).get("/truong-thanh/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/truong-thanh/ket-qua/")
    actor = actor_of(officer)
    assert api.results(actor, make_cycle()) == []
    reader = make_person(department, permissions=("maturity.read",))
    assert signed_in(reader).get("/truong-thanh/", follow=True).status_code == 200
