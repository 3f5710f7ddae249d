"""What is marked, what is left in peace, and what always holds of a finding."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoitu.kernel.text import nfc
from hoitu.language.data import KINDS, Finding, Rules, Wording
from hoitu.language.house.shipped import shipped_rules
from hoitu.language.proofing import proof

RULES = shipped_rules(("Hà Nội", "Cà Mau", "Trần Đức Thắng"))


def seen(text: str, rules: Rules = RULES) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return kind, marked words and replacements."""
    return [(each.kind, text[each.start : each.end], each.replacements) for each in proof(text, rules)]


@pytest.mark.parametrize(
    ("wrong", "kind", "right"),
    [
        ("Hai nguowif về làng.", "typing", "người"),
        ("Bó hoa2 nở rộ.", "typing", "hoà|hòa"),
        ("Nước d9u7o7ng2 ngọt.", "typing", "đường"),
        ("Con trươngf cao.", "typing", "trường"),
        ("Ngọn núi nghìên ngả.", "tone", "nghiền"),
        ("Họ qúy nhau lắm.", "tone", "quý"),
        ("Các nghành nghề mới.", "spelling", "ngành"),
        ("Sống trogn rừng.", "spelling", "trong"),
        ("Đây là là sông.", "doubled", "là"),
        ("Cây cầu báo chí báo chí mới.", "doubled", "báo chí"),
        ("Đi  chợ.", "spacing", "i c"),
        ("Đi chợ ,mua cá.", "spacing", "ợ, m"),
        ("Họ xong việc.Sau đó về.", "spacing", ". S"),
        ("Họ về,, rồi ngủ.", "punctuation", ","),
        ("Họ đã về. sau đó ngủ.", "punctuation", "S"),
        ("Ông tham gia tại TP HCM.", "wording", "Thành phố Hồ Chí Minh"),
        ("Ở tỉnh Hà Giang có chợ.", "unit", "tỉnh Tuyên Quang"),
        ("Họ đến Hà nội chơi.", "name", "Hà Nội"),
        ("Ông Trần Đức Thăng nói.", "name", "Trần Đức Thắng"),
    ],
)
def test_a_mistake_of_each_class_is_found_and_explained(wrong: str, kind: str, right: str) -> None:
    found = [each for each in proof(wrong, RULES) if each.kind == kind]
    assert len(found) == 1
    assert set(found[0].replacements) & set(right.split("|"))
    assert found[0].message.endswith((".", "”"))


@pytest.mark.parametrize(
    "right",
    [
        "Người người, nhà nhà ra đồng; nước dâng dần dần.",
        "Xem https://bao.vn/nguowif hoặc thư về nguowif@bao.vn, #hoa2.",
        "Ki-lô-mét, Xin-ga-po, rơ-moóc và COVID-19, U23, H5N1, QL1A.",
        "Hãng Manchester United ở São Paulo và München.",
        "Hòa và hoà đều đúng, khỏe và khoẻ cũng vậy.",
        "Tỉnh Hà Giang (cũ) từng có nhiều chợ.",
        "Theo TS. Lò Văn Pành, giá 1.250.000 đồng, tăng 1,2%, v.v. và hết...",
        "a) một; b) hai.",
        "Họp ở Thành phố Hồ Chí Minh.",
        "",
    ],
)
def test_what_is_right_stays_in_peace(right: str) -> None:
    assert seen(right) == []


def test_text_with_marks_apart_is_read_as_composed_text() -> None:
    text = "Tiếng Việt 😀 nghìên cứu"
    assert proof(unicodedata.normalize("NFD", text), RULES) == proof(text, RULES)
    [found] = proof(text, RULES)
    assert nfc(text)[found.start : found.end] == "nghìên"


def test_a_blank_gone_wrong_beside_it_takes_no_suggestion_away() -> None:
    assert ("wording", "TP HCM", ("Thành phố Hồ Chí Minh",)) in seen("Ông về TP HCM ,ở đó.")


def test_what_the_house_allows_is_not_marked() -> None:
    assert seen("Ban nhạc nguowif diễn.", Rules(allowed=frozenset({"nguowif"}))) == []


def test_a_forbidden_wording_has_no_replacement() -> None:
    rules = Rules(wordings=(Wording("thật vãi", "", "Cơ quan không dùng từ này."),))
    assert seen("Hay thật vãi luôn.", rules) == [("wording", "thật vãi", ())]


def test_a_later_row_takes_the_place_of_an_earlier_one() -> None:
    rules = Rules(
        wordings=(Wording("TP HCM", "Thành phố Hồ Chí Minh", "a"), Wording("TP HCM", "TP.HCM", "b"))
    )
    assert seen("Ở TP HCM.", rules) == [("wording", "TP HCM", ("TP.HCM",))]


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a.",
        "a-",
        "a@",
        "nguowif ",
        "nghành",
        "(",
        ",,",
        " ,",
        "..",
        "h2",
        "là ",
        "Hà nội ",
        "\u0301",
        ". a",
    ],
)
def test_hostile_texts_take_no_hostile_time(piece: str) -> None:
    begun = time.process_time()
    assert len(proof((piece * 60_000)[:60_000], RULES)) <= 1_000
    assert time.process_time() - begun < 20


WORDS = st.sampled_from(
    [
        "người",
        "nguowif",
        "hoa2",
        "Hoà",
        "hòa",
        "là",
        "là",
        "và",
        "nghành",
        "nghìên",
        "trogn",
        "tỉnh",
        "Hà",
        "Giang",
        "Hà",
        "nội",
        "TP",
        "HCM",
        "TP.HCM",
        "ngôi",
        "sao",
        "sáng",
        "lạng",
        "(",
        ")",
        "“",
        "”",
        ",",
        ".",
        ";",
        "!",
        "?",
        "…",
        "..",
        ",,",
        "😀",
        "https://a.vn/x",
        "12",
        "1,5",
        "Xin-ga-po",
        "ệ",
        "Krông",
        "́",
        "\n",
        "à",
        "dd",
        "uow",
        "Trần",
        "Đức",
        "Thăng",
    ]
)
TEXTS = st.one_of(
    st.lists(st.tuples(WORDS, st.sampled_from(["", " ", "  ", "\u00a0"])), max_size=25).map(
        lambda parts: "".join(word + gap for word, gap in parts)
    ),
    st.text(max_size=80),
)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_findings_lie_inside_the_text_in_order_and_apart(text: str) -> None:
    composed, end = nfc(text), 0
    for found in proof(text, RULES):
        assert end <= found.start < found.end <= len(composed)
        assert found.kind in KINDS
        assert found.message
        assert composed[found.start : found.end] not in found.replacements
        end = found.end


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_a_replacement_taken_is_never_marked_again(text: str) -> None:
    composed = nfc(text)
    for found in proof(text, RULES):
        for words in found.replacements:
            after = proof(composed[: found.start] + words + composed[found.end :], RULES)
            assert not [each for each in after if _touches(each, found, found.start + len(words))]


def _touches(each: Finding, taken: Finding, end: int) -> bool:
    # A bracket's partner stands elsewhere, and the mark of a blank reaches over its neighbours.
    if each.rule == "punctuation.pair" or (each.kind == "spacing" and taken.kind != "spacing"):
        return False
    return each.start < end and taken.start < each.end
