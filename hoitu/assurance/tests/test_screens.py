"""The screens: what people see and press, what stays typed, how many queries a page needs."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner

from hoitu.accounts.models import Person
from hoitu.accounts.testing import make_person, signed_in
from hoitu.assurance.models import Draw, Judgement
from hoitu.assurance.testing import Body, announced, drawn, drawn_records, judge_all, make_department
from hoitu.evidence.testing import make_evidence
from hoitu.kernel import clock
from hoitu.project.cli import app

pytestmark = pytest.mark.django_db


@pytest.fixture
def body() -> Body:
    return make_department()


def of(actor: object) -> Client:
    return signed_in(Person.objects.get(pk=actor.person_id))  # type: ignore[attr-defined]


def the_draw() -> Draw:
    return Draw.objects.unscoped(why="tests").get()


def test_from_the_form_to_the_result(body: Body) -> None:
    yen, today = of(body.yen), clock.today()
    assert b"IND" not in yen.get("/kiem-chung/").content
    typed = {
        "measure": str(body.measure_id),
        "agency": "",
        "until": today.isoformat(),
        "k": "2",
        "draw_on": today.isoformat(),
        "proof_due": (today + timedelta(days=9)).isoformat(),
        "public_source": "Giải đặc biệt kỳ 22/11",
    }
    refused = yen.post("/kiem-chung/moi/", typed)
    assert refused.status_code == 400
    assert "Giải đặc biệt kỳ 22/11" in refused.content.decode()
    typed["draw_on"] = (today + timedelta(days=1)).isoformat()
    assert yen.post("/kiem-chung/moi/", typed).status_code == 302
    row = the_draw()
    page = f"/kiem-chung/{row.pk}/"
    assert row.announcement_sha256 in yen.get(page).content.decode()
    with clock.frozen(clock.now() + timedelta(days=1)):
        yen = of(body.yen)  # the session of yesterday is over
        without = yen.post(f"{page}rut/", {"public_value": "031847", "found_at": ""})
        assert without.status_code == 400
        assert 'value="031847"' in without.content.decode()
        assert yen.post(f"{page}rut/", {"public_value": "031847", "found_at": "Báo"}).status_code == 302
    yen, nam = of(body.yen), of(body.nam)
    for record in drawn_records(the_draw()):
        make_evidence(body.agency, record.about)
        said = {"verdict": "holds", "reason": "Khớp"}
        assert nam.post(f"/kiem-chung/ban-ghi/{record.pk}/ket-luan/", said).status_code == 302
    assert "Chốt kết quả" in yen.get(page).content.decode()
    assert yen.post(f"{page}chot/").status_code == 302
    beside = yen.get(reverse("strategy:measure", args=[body.measure_id])).content.decode()
    assert "2/2 bản ghi đứng vững" in beside


def test_a_judgement_without_reason_stays_typed(body: Body) -> None:
    record = drawn_records(drawn(body))[0]
    make_evidence(body.agency, record.about)
    path = f"/kiem-chung/ban-ghi/{record.pk}/ket-luan/"
    answer = of(body.nam).post(path, {"verdict": "fails", "reason": ""})
    assert answer.status_code == 400
    assert 'value="fails"' in answer.content.decode()
    assert not Judgement.objects.unscoped(why="tests").exists()
    assert "không tự kết luận" in of(body.yen).get(f"/kiem-chung/ban-ghi/{record.pk}/").content.decode()


def test_an_agency_proves_on_the_records_page(body: Body) -> None:
    row = drawn(body)
    client = signed_in(make_person(body.agency, "director"))
    page = client.get(f"/kiem-chung/{row.pk}/").content.decode()
    assert all(record.title in page for record in drawn_records(row))
    record = client.get(f"/kiem-chung/ban-ghi/{drawn_records(row)[0].pk}/").content.decode()
    assert "Nộp minh chứng" in record
    assert "Ghi kết luận" not in record
    other = signed_in(make_person(make_department().agency, "director"))
    assert other.get(f"/kiem-chung/{row.pk}/").status_code == 404


def test_the_sheet_verifies_on_a_machine_without_database(body: Body, tmp_path: Path) -> None:
    row = announced(body)
    client = signed_in(make_person(body.agency, "director"))
    before, after = tmp_path / "trước.json", tmp_path / "sau.json"
    before.write_bytes(client.get(f"/kiem-chung/{row.pk}/phieu.json").content)
    with clock.frozen(clock.now() + timedelta(days=2)):
        said = {"public_value": "031847", "found_at": "Báo"}
        of(body.yen).post(f"/kiem-chung/{row.pk}/rut/", said)
    after.write_bytes(client.get(f"/kiem-chung/{row.pk}/phieu.json").content)
    from hoitu.assurance.management.commands import verify_draw

    verify_draw(after, kept=before)
    assert (
        "Mọi điều đối chiếu được đều khớp" in client.get(f"/kiem-chung/{row.pk}/doi-chieu/").content.decode()
    )
    after.write_bytes(after.read_bytes().replace(b"031847", b"031848"))
    from typer import Exit

    with pytest.raises(Exit):
        verify_draw(after)
    (tmp_path / "khác.json").write_text("{}")
    with pytest.raises(Exit):
        verify_draw(tmp_path / "khác.json")
    assert CliRunner().invoke(app, ["--help"]).exit_code == 0


@pytest.mark.parametrize("path", ["/kiem-chung/", "/kiem-chung/{draw}/"])
def test_pages_need_as_many_queries_for_many_rows(
    body: Body, path: str, django_assert_max_num_queries: object
) -> None:
    for _count in range(5):
        row = drawn(body, k=8)
    judge_all(body, row)
    client = of(body.yen)
    client.get("/kiem-chung/")
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        assert client.get(path.format(draw=row.pk)).status_code == 200
