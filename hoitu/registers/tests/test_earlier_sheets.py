"""A file that still waits for somebody is reached however many came after it."""

import pytest

from hoitu.accounts.testing import make_agency, make_person, signed_in
from hoitu.registers.models import SheetImport
from hoitu.registers.web import sheets

pytestmark = pytest.mark.django_db


def test_earlier_files_stand_on_further_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "SHEETS_ON_PAGE", 2)
    agency = make_agency("Báo Vạn Giang")
    person = make_person(agency, permissions=("registers.read", "registers.manage"))
    for number in range(3):
        SheetImport.objects.create(
            agency=agency, book="giay-phep", file_name=f"tep-{number}.xlsx", by_name="Lan"
        )
    client = signed_in(person)
    shown = [client.get("/so/giay-phep/nhap/", {"page": page}).content.decode() for page in (1, 2)]
    assert sum("tep-0.xlsx" in page for page in shown) == 1
    assert 'href="?page=2"' in shown[0]
