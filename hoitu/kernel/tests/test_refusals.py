"""A refusal reaches the person as a page with its sentence, a script as JSON."""

import json

import pytest
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from hoitu.kernel.access import signed_in
from hoitu.kernel.errors import NotAllowed, Refused
from hoitu.kernel.web.refusals import RefusalsBecomePages, bad_request


def refuse(refusal: Exception, **headers: str) -> HttpResponse | None:
    request = RequestFactory().get("/", headers=headers)
    return RefusalsBecomePages(lambda _request: HttpResponse()).process_exception(request, refusal)


def test_a_refusal_becomes_a_page_with_its_sentence_and_status() -> None:
    class Odd(Refused):
        status = 451
        default_sentence = "Cơ quan quản lý đã yêu cầu gỡ bài này."

    for refusal in (NotAllowed("Chỉ Tổng Biên tập duyệt bài này."), Odd()):
        answer = refuse(refusal)
        assert answer is not None
        assert answer.status_code == refusal.status
        assert refusal.sentence in answer.content.decode()


def test_scripts_get_the_sentence_as_json() -> None:
    answer = refuse(NotAllowed("Không."), accept="application/json")
    assert answer is not None
    assert (answer.status_code, json.loads(answer.content)) == (403, {"sentence": "Không."})


@pytest.mark.parametrize("request_", [
    RequestFactory().get("/", {"q": "a\x00b"}),
    RequestFactory().post("/?q=a", {"title": ["a", "\x00"]}),
    RequestFactory().post("/", "%00=a", content_type="application/x-www-form-urlencoded"),
])  # fmt: skip
def test_what_the_database_cannot_store_reaches_no_screen(request_: HttpRequest) -> None:
    guard = RefusalsBecomePages(lambda _request: HttpResponse())
    answer = guard.process_view(request_, lambda: HttpResponse(), (), {})
    assert answer is not None
    assert answer.status_code == 400
    plain = RequestFactory().post("/?q=a", {"title": "Đặng Thuỳ"})
    assert guard.process_view(plain, lambda: HttpResponse(), (), {}) is None


def test_our_own_mistakes_go_on_to_the_error_log() -> None:
    assert refuse(ValueError("x")) is None


def test_too_much_data_is_413_and_says_so() -> None:
    answer = bad_request(RequestFactory().post("/"), RequestDataTooBig())
    assert answer.status_code == 413
    assert "Tệp quá lớn" in answer.content.decode()


def test_a_part_of_a_page_never_becomes_the_sign_in_form() -> None:
    @signed_in
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("x")

    assert view(RequestFactory().get("/bang/", headers={"hx-request": "true"})).status_code == 401
    assert view(RequestFactory().get("/bang/")).status_code == 302
