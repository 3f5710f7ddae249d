"""Proofreading over HTTP: what comes back, for whom, and what the house's book changes."""

import pytest

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.audit.models import AuditEntry
from hoitu.kernel.errors import NotAllowed, NotFound
from hoitu.language import api
from hoitu.language.operations.house import allow_words, take_suggestion
from hoitu.registers.testing import keep

pytestmark = pytest.mark.django_db


def ask(client, parts: object):  # type: ignore[no-untyped-def]
    return client.post("/soat-loi/", {"parts": parts}, content_type="application/json")


def test_a_reporter_gets_the_findings_of_each_part() -> None:
    lan = make_person(make_agency(), "reporter")
    answer = ask(
        signed_in(lan), [{"key": "story:1:headline", "text": "Hai nguowif"}, {"key": "b", "text": "Ổn."}]
    )
    first, second = answer.json()["parts"]
    assert [each["replacements"] for each in first["findings"]] == [["người"]]
    assert (first["findings"][0]["start"], first["findings"][0]["end"]) == (4, 11)
    assert second == {"key": "b", "findings": []}
    assert answer.json()["may_add"] is False


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"parts": 1}', b'{"parts": [1]}', b'{"parts": [{"key": 1, "text": "a"}]}', b"\xff"],
)
def test_what_is_no_request_is_refused_with_a_sentence(body: bytes) -> None:
    client = signed_in(make_person(make_agency(), "reporter"))
    answer = client.post("/soat-loi/", body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json() == {"sentence": "Trang gửi dữ liệu không đọc được. Hãy tải lại trang."}


def test_too_much_at_once_is_refused() -> None:
    client = signed_in(make_person(make_agency(), "reporter"))
    assert ask(client, [{"key": "a", "text": "a " * api.TEXT_CHARACTERS_MAX}]).status_code == 413
    many = [{"key": str(number), "text": ""} for number in range(api.PARTS_MAX + 1)]
    assert ask(client, many).status_code == 413


def test_the_rest_door_gives_the_same() -> None:
    client = signed_in(make_person(make_agency(), "reporter"))
    answer = client.post(
        "/api/proofreading", {"parts": [{"key": "a", "text": "Hai nguowif"}]}, content_type="application/json"
    )
    assert answer.status_code == 200, answer.content
    assert answer.json()["parts"][0]["findings"][0]["kind"] == "typing"


def test_the_book_of_an_agency_rules_its_texts_and_no_other_agency_s() -> None:
    minh = actor_of(make_person(make_agency(), "admin"))
    hoa = actor_of(make_person(make_agency(), "admin"))
    keep(
        minh, "quy-tac-chu", kind="wording", words="nông thôn mới", right="Nông thôn mới", explanation="Hoa."
    )
    keep(minh, "quy-tac-chu", kind="allowed", words="nguowif")
    keep(minh, "quy-tac-chu", kind="person", words="Lò Văn Pành")
    text = {"a": "Xã nông thôn mới, ban nhạc nguowif, ông Lò Văn Pánh."}
    found = api.findings_of(actor=minh, parts=text)["a"]
    assert [(each.kind, each.replacements) for each in found] == [
        ("wording", ("Nông thôn mới",)),
        ("name", ("Lò Văn Pành",)),
    ]
    assert [each.kind for each in api.findings_of(actor=hoa, parts=text)["a"]] == ["typing"]


def test_an_own_row_takes_the_place_of_a_suggestion() -> None:
    minh = actor_of(make_person(make_agency(), "admin"))
    [before] = api.findings_of(actor=minh, parts={"a": "Ở TP HCM."})["a"]
    keep(minh, "quy-tac-chu", kind="wording", words="TP HCM", right="TP.HCM")
    keep(minh, "quy-tac-chu", kind="allowed", words="TP.HCM")
    [after] = api.findings_of(actor=minh, parts={"a": "Ở TP HCM."})["a"]
    assert (before.replacements, after.replacements) == (("Thành phố Hồ Chí Minh",), ("TP.HCM",))


def test_a_word_is_allowed_by_those_who_keep_the_book_and_stands_in_the_trail() -> None:
    agency = make_agency()
    minh = actor_of(make_person(agency, "admin"))
    allow_words(actor=minh, words="nguowif")
    assert api.findings_of(actor=minh, parts={"a": "Ban nhạc nguowif diễn."})["a"] == []
    assert AuditEntry.objects.unscoped(why="tests").filter(verb="registers.add_row").count() == 1
    with pytest.raises(NotAllowed):
        allow_words(actor=actor_of(make_person(agency, "reporter")), words="hoa2")


def test_a_suggestion_taken_is_a_row_to_change_and_leaves_the_list() -> None:
    thanh = make_person(make_agency(), "admin")
    client = signed_in(thanh)
    assert "sáng lạng" in client.get("/soat-loi/quy-tac/").content.decode()
    answer = client.post("/soat-loi/quy-tac/lay/", {"wrong": "sáng lạng"}, follow=True)
    assert "Gợi ý của Hội Tụ" in answer.content.decode()
    assert "sáng lạng" not in client.get("/soat-loi/quy-tac/").content.decode().split("<main")[1]
    assert client.post("/soat-loi/quy-tac/lay/", {"wrong": "không có"}).status_code == 302


def test_taking_the_same_word_twice_says_so() -> None:
    client = signed_in(make_person(make_agency(), "admin"))
    put = {"words": "nguowif"}
    assert client.post("/soat-loi/tu-duoc-dung/", put, content_type="application/json").status_code == 200
    again = client.post("/soat-loi/tu-duoc-dung/", put, content_type="application/json")
    assert again.status_code == 400
    assert "nguowif" in again.json()["sentence"]


def test_a_suggestion_needs_to_exist() -> None:
    with pytest.raises(NotFound):
        take_suggestion(actor=actor_of(make_person(make_agency(), "admin")), wrong="x")
