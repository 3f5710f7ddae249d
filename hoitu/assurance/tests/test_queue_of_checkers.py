"""Who checks a document about a drawn record is led to the draw only where they may open it."""

import re
from collections.abc import Callable

import pytest

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import make_person, signed_in
from hoitu.assurance.testing import RIGHTS, Body, drawn, drawn_records, make_department
from hoitu.evidence.testing import make_evidence
from hoitu.strategy.testing import govern, make_body, manage

pytestmark = pytest.mark.django_db


def party(body: Body) -> Organisation:
    above = make_body("Tỉnh ủy Vân Giang", "governing_body")
    govern(body.agency, above)
    return above


def ministry(body: Body) -> Organisation:
    above = make_body("Bộ VHTTDL", "ministry")
    manage(body.agency, above)
    return above


WHO: dict[str, tuple[Callable[[Body], Organisation], bool]] = {
    "agency": (lambda body: body.agency, True),
    "department that drew": (lambda body: body.department, True),
    "Party": (party, False),
    "ministry": (ministry, False),
}


@pytest.mark.parametrize("who", sorted(WHO))
def test_the_queue_leads_nobody_to_a_page_that_is_closed_to_them(who: str) -> None:
    body = make_department()
    record = drawn_records(drawn(body))[0]
    make_evidence(body.agency, record.about)
    place, is_led = WHO[who]
    client = signed_in(make_person(place(body), permissions=RIGHTS))
    page = client.get("/minh-chung/cho-kiem-tra/").content.decode()
    assert f"Bản ghi rút kiểm chứng: {record.title}" in page, "the document waits for them"
    address = f"/kiem-chung/ban-ghi/{record.pk}/"
    assert (address in page) == is_led
    assert client.get(address).status_code == (200 if is_led else 404)
    for link in set(re.findall(r'href="(/(?:kiem-chung|minh-chung|chi-tieu)[^"#?]*)"', page)):
        assert client.get(link).status_code in (200, 302), link  # a file is sent from the readers' origin
