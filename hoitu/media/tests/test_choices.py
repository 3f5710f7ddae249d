"""What the editor's archive dialog asks: the own agency's pictures, newest first, page by page, with their rights."""

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.media import api
from hoitu.media.web import views

pytestmark = pytest.mark.django_db
URL = "/kho/chon/"


def coloured(number: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (400, 300), (number * 7 % 256, number * 31 % 256, 90)).save(buffer, "JPEG")
    return buffer.getvalue()


def ids(client: Client, **asked: str) -> list[str]:
    return [item["id"] for item in client.get(URL, asked).json()["items"]]


def test_pictures_come_newest_first_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "CHOICES", 2)
    lan = make_person(make_agency(), "reporter")
    added = [
        str(api.add_picture(actor=actor_of(lan), filename=f"{n}.jpg", data=coloured(n)).id) for n in range(5)
    ]
    client, seen, cursor = signed_in(lan), [], ""
    for _page in range(3):
        answer = client.get(URL, {"tiep": cursor}).json()
        seen += [item["id"] for item in answer["items"]]
        cursor = answer["next"]
    assert seen == added[::-1]
    assert not cursor


def test_words_are_found_with_and_without_diacritics_and_rights_are_told() -> None:
    lan = make_person(make_agency(), "reporter")
    hoa = make_person(make_agency(), "reporter")
    bridge = api.add_picture(
        actor=actor_of(lan), filename="a.jpg", data=coloured(1), caption="Cầu Yên Lộc", credit="Quang Minh",
        alt="Cây cầu dây văng lúc bình minh", rights_note="Chỉ dùng trên báo điện tử",
    )  # fmt: skip
    api.add_picture(actor=actor_of(lan), filename="b.jpg", data=coloured(2), caption="Chợ phiên")
    client = signed_in(lan)
    assert ids(client, q="Cầu Yên") == ids(client, q="cau yen") == [str(bridge.id)]
    assert ids(client, q="thuyền") == []
    (item,) = client.get(URL, {"q": "yen loc"}).json()["items"]
    assert (item["caption"], item["credit"], item["rights_note"]) == (
        "Cầu Yên Lộc", "Quang Minh", "Chỉ dùng trên báo điện tử",
    )  # fmt: skip
    assert item["alt"] == "Cây cầu dây văng lúc bình minh"
    assert "/_media/" in item["thumb"]
    assert "sig=" in item["thumb"]
    assert ids(signed_in(hoa), q="yen loc") == [], "another agency's archive is not there"


def test_as_many_queries_for_many_pictures_as_for_one() -> None:
    lan = make_person(make_agency(), "reporter")
    client, counts = signed_in(lan), []
    for numbers in (range(1), range(1, 20)):
        for number in numbers:
            api.add_picture(actor=actor_of(lan), filename=f"{number}.jpg", data=coloured(number))
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_bad_cursor_is_refused_with_a_sentence() -> None:
    client = signed_in(make_person(make_agency(), "reporter"))
    assert client.get(URL, {"tiep": "???"}).status_code == 400
