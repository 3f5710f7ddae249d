"""The editor asks for a chart's picture and for a file's cells: people who read stories get them, nothing is kept."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import make_person, signed_in

pytestmark = pytest.mark.django_db
STACKED = {
    "mark": "bar",
    "transform": [{"fold": ["Nam", "Nữ"], "as": ["__series", "__value"]}],
    "encoding": {
        "x": {"field": "Năm", "type": "ordinal"},
        "y": {"field": "__value", "type": "quantitative", "title": "nghìn người", "stack": "zero"},
        "color": {"field": "__series", "type": "nominal"},
    },
}


def test_the_picture_is_the_readers_own(agency: Organisation) -> None:
    lan = make_person(agency, "reporter")
    given = {
        "spec": STACKED,
        "data": [{"Năm": "2024", "Nam": 3, "Nữ": 1}],
        "title": "<Dân số>",
        "alt": "Hai phần.",
    }
    answer = signed_in(lan).post("/tin-bai/bieu-do/", json.dumps(given), content_type="application/json")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "&lt;Dân số&gt;" in html
    assert "nghìn người" in html
    assert html.count("<rect") == 2
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("body", ["[]", "no json", '{"spec": 5, "data": "x"}', "{}"])
def test_what_cannot_be_drawn_never_fails(agency: Organisation, body: str) -> None:
    answer = signed_in(make_person(agency, "reporter")).post(
        "/tin-bai/bieu-do/", body, content_type="application/json"
    )
    assert answer.status_code in (200, 400)


def test_a_file_gives_its_cells_or_a_sentence(agency: Organisation) -> None:
    lan = signed_in(make_person(agency, "reporter"))
    sheet = SimpleUploadedFile("khach.csv", "Năm;Khách\n2024;1.200,5\n".encode())
    assert lan.post("/tin-bai/bang-tinh/", {"file": sheet}).json() == {
        "rows": [["Năm", "Khách"], ["2024", "1.200,5"]],
        "notes": [],
    }
    headers = {"accept": "application/json"}
    refused = lan.post(
        "/tin-bai/bang-tinh/", {"file": SimpleUploadedFile("a.xls", b"\xd0\xcf")}, headers=headers
    )
    assert refused.status_code == 400
    assert ".xlsx hoặc .csv" in refused.json()["sentence"]
