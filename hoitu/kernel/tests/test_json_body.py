"""What a page sends as JSON is an object, or is refused with one sentence."""

import pytest
from django.test import RequestFactory

from hoitu.kernel.web.json_body import UnreadableBody, json_body


def test_an_object_comes_through() -> None:
    request = RequestFactory().post("/", '{"words": "chữ"}', content_type="application/json")
    assert json_body(request) == {"words": "chữ"}


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"1", b"\xff\xfe", b"[" * 100_000])
def test_anything_else_is_refused(body: bytes) -> None:
    request = RequestFactory().post("/", body, content_type="application/json")
    with pytest.raises(UnreadableBody, match="tải lại trang"):
        json_body(request)
