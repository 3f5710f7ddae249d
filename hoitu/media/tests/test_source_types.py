"""How a file came to be is said in words; what a machine made stands out."""

import pytest

from hoitu.accounts.testing import actor_of, make_agency, make_person, signed_in
from hoitu.media import source_types
from hoitu.media.models import AssetRow
from hoitu.media.testing import picture, taken_in

SCHEME = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def test_an_unknown_type_is_shown_by_its_code() -> None:
    assert source_types.name_of(SCHEME + "somethingNew") == "somethingNew"
    assert source_types.name_of("") == ""
    assert not source_types.is_by_machine("")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "words", "asks"),
    [("digitalCapture", "Chụp, ghi bằng máy số", False), ("trainedAlgorithmicMedia", "AI tạo ra", True)],
)
def test_the_page_says_how_a_picture_came_to_be(code: str, words: str, asks: bool) -> None:
    editor = make_person(make_agency("Báo A"), "editor")
    asset_id = taken_in(actor_of(editor), picture(), "a.jpg").id
    rows = AssetRow.objects.for_agency(actor_of(editor).agency).filter(pk=asset_id)
    rows.update(source_type=SCHEME + code)
    page = signed_in(editor).get(f"/kho/{asset_id}/").content.decode()
    assert words in page
    assert ("Xét gắn nhãn AI" in page) == asks
