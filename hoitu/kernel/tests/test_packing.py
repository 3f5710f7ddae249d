"""Answers leave packed, and every reader of gzip gets the same back."""

import gzip as reader
from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from hypothesis import given
from hypothesis import strategies as st

from hoitu.kernel.web.packing import PackedAnswers, gzip

PAGE = "Cầu Yên Lộc thông xe. " * 200


def answered(response: HttpResponse, accepted: str = "gzip, deflate, br") -> HttpResponse:
    request = HttpRequest()
    request.META["HTTP_ACCEPT_ENCODING"] = accepted
    return PackedAnswers(lambda _request: response)(request)


@given(st.binary(max_size=5000))
def test_what_is_packed_comes_back(data: bytes) -> None:
    assert reader.decompress(gzip(data)) == data


def test_a_page_is_packed_and_says_so() -> None:
    response = answered(HttpResponse(PAGE, headers={"Vary": "Cookie"}))
    assert reader.decompress(response.content).decode() == PAGE
    assert response["Content-Encoding"] == "gzip"
    assert int(response["Content-Length"]) == len(response.content) < len(PAGE) / 5
    assert response["Vary"] == "Cookie, Accept-Encoding"


def test_the_length_of_a_page_does_not_tell_what_is_in_it() -> None:
    assert len({len(gzip(PAGE.encode())) for _ in range(200)}) > 20


@pytest.mark.parametrize(
    ("response", "accepted"),
    [
        (HttpResponse(PAGE), ""),
        (HttpResponse(PAGE), "br"),
        (HttpResponse(PAGE), "gzip;q=0, identity"),
        (HttpResponse("ngắn"), "gzip"),
        (HttpResponse(PAGE, content_type="image/jpeg"), "gzip"),
        (HttpResponse(PAGE, headers={"Content-Encoding": "br"}), "gzip"),
    ],
)
def test_what_cannot_be_packed_goes_as_it_is(response: HttpResponse, accepted: str) -> None:
    before = response.content
    assert answered(response, accepted).content == before
    assert response.get("Content-Encoding") != "gzip"


def test_a_stream_does_not_wait() -> None:
    def moments() -> Iterator[str]:
        yield PAGE
        raise AssertionError("read before the browser had the first part")

    stream = StreamingHttpResponse(moments(), content_type="text/html")
    assert "Content-Encoding" not in answered(stream)  # type: ignore[arg-type]
