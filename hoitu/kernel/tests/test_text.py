"""Vietnamese text: order, folding, tones, words and highlighting."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoitu.kernel.text import (
    count_syllables,
    fold,
    highlight_spans,
    indexed_words,
    name_sort_key,
    nfc,
    nfd,
    normalise_tone_marks,
    reading_minutes,
    search_tokens,
    slugify,
    sort_key,
    speaking_seconds,
    truncate_words,
)

_SYLLABLES = "ba bà bả bã bá bạ ban băn bân đà Đà da Nẵng nghiền hoà hòa Thúy quý giếng Đắk uỷ ương 10 2 café"
VIETNAMESE = st.lists(st.sampled_from(_SYLLABLES.split()), max_size=6).map(" ".join)
ANY_TEXT = st.one_of(st.text(max_size=60), VIETNAMESE)


@given(ANY_TEXT)
def test_folding_ignores_normal_form_and_is_final(text: str) -> None:
    assert fold(nfd(text)) == fold(nfc(text))
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Đà Nẵng", "da nang"), ("ƯỚC MƠ", "uoc mo"), ("Đắk Lắk", "dak lak"), ("Øresund", "oresund")],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


_DICTIONARY = (
    "10 người|a|a dua|à|ả|ã|á|ạ|ă|â|ba|ba ba|ba lá|bà|bà cô|bả|bã|bá|bạ|bác|ban|bàn|băn|bân|c|d|dạ|đ|đà|e|ê|f"
    "|g|h|i|j|k|l|m|n|o|ô|ơ|p|q|r|s|t|u|ư|v|w|x|y|z|я"
)


def test_order_is_the_dictionarys() -> None:
    keys = [sort_key(word) for word in _DICTIONARY.split("|")]
    assert all(first < second for first, second in pairwise(keys))


def test_numbers_sort_by_value_and_capitals_come_last() -> None:
    assert sorted(["Số 10", "Số 2", "Số 02b", "số 2"], key=sort_key) == ["số 2", "Số 2", "Số 02b", "Số 10"]


def test_punctuation_only_parts_syllables() -> None:
    assert sort_key("Đà Nẵng: hội nghị") == sort_key("Đà-Nẵng, hội nghị")


@given(ANY_TEXT)
def test_sort_key_ignores_normal_form_and_fits_an_index(text: str) -> None:
    assert sort_key(nfd(text)) == sort_key(text)
    assert len(sort_key(text * 20)) < 2_704


@given(VIETNAMESE, VIETNAMESE)
def test_a_text_sorts_before_its_continuation(text: str, more: str) -> None:
    if more:
        assert sort_key(text) < sort_key(f"{text} {more}")


@given(VIETNAMESE, VIETNAMESE)
def test_letters_decide_before_tones(first: str, second: str) -> None:
    """Two single syllables that differ in letters keep that order whatever their tones."""
    one, other = first.split()[:1], second.split()[:1]
    if one and other:
        bare = [sort_key(_toneless(word[0])) for word in (one, other)]
        if bare[0] != bare[1]:
            assert (sort_key(one[0].lower()) < sort_key(other[0].lower())) == (bare[0] < bare[1])


def _toneless(word: str) -> str:
    return nfc("".join(mark for mark in nfd(word.lower()) if mark not in "\u0300\u0309\u0303\u0301\u0323"))


def test_people_are_listed_by_given_name() -> None:
    people = ["Trần Văn Minh", "Lê Thị Bình", "Nguyễn Văn An", "Lê Minh", "Đỗ Thúy Ân", "Hoa"]
    assert sorted(people, key=name_sort_key) == [
        "Nguyễn Văn An",
        "Đỗ Thúy Ân",
        "Lê Thị Bình",
        "Hoa",
        "Lê Minh",
        "Trần Văn Minh",
    ]


TONE_STYLES = [
    ("hoà", "hòa", "hoà"),
    ("khoẻ", "khỏe", "khoẻ"),
    ("THUÝ", "THÚY", "THUÝ"),
    ("Huỷ", "Hủy", "Huỷ"),
    ("qúy", "quý", "quý"),
    ("nghìên", "nghiền", "nghiền"),
    ("tòan", "toàn", "toàn"),
    ("giừơng", "giường", "giường"),
    ("gìn giữ giá giếng gì", "gìn giữ giá giếng gì", "gìn giữ giá giếng gì"),
    ("của mía ngoài khuỷu quả", "của mía ngoài khuỷu quả", "của mía ngoài khuỷu quả"),
    ("café résumé Nicolás", "café résumé Nicolás", "café résumé Nicolás"),
]


@pytest.mark.parametrize(("text", "traditional", "modern"), TONE_STYLES)
def test_tone_marks_follow_the_style(text: str, traditional: str, modern: str) -> None:
    assert normalise_tone_marks(text) == traditional
    assert normalise_tone_marks(nfd(text), "modern") == modern


@given(ANY_TEXT)
def test_tone_placement_changes_no_letter(text: str) -> None:
    placed = normalise_tone_marks(text)
    assert normalise_tone_marks(placed) == placed
    assert normalise_tone_marks(normalise_tone_marks(text, "modern")) == placed
    assert fold(placed) == fold(text)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Đường lên đỉnh Olympia — năm thứ 26!", "duong-len-dinh-olympia-nam-thu-26"),
        ("  ", ""),
        ("Ủy ban: 100% đại biểu", "uy-ban-100-dai-bieu"),
    ],
)
def test_slug(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(ANY_TEXT, st.integers(1, 40))
def test_slug_is_a_safe_address(text: str, max_length: int) -> None:
    slug = slugify(text, max_length)
    assert len(slug) <= max_length
    assert slug.strip("-") == slug
    assert all(letter in "abcdefghijklmnopqrstuvwxyz0123456789-" for letter in slug)
    assert slugify(slug, max_length) == slug


def test_counting_and_pace() -> None:
    assert count_syllables("Hội nghị COVID-19, ngày 21/11.") == 7
    assert count_syllables(nfd("Hội nghị")) == 2
    assert (reading_minutes(0), reading_minutes(900)) == (1, 3)
    assert (speaking_seconds(0), speaking_seconds(220), speaking_seconds(1)) == (0, 60, 1)
    assert truncate_words("Một hai, ba bốn", 2) == "Một hai…"
    assert truncate_words("Một hai", 2) == "Một hai"


def test_both_tone_styles_and_normal_forms_give_the_same_search_words() -> None:
    assert {token.accented for token in search_tokens(f"hoà hòa {nfd('Hoà')}")} == {"hòa"}
    assert [token.folded for token in search_tokens("203/KH-UBND")] == ["203", "kh", "ubnd"]


@given(st.text())
def test_what_is_indexed_is_what_is_asked_for(text: str) -> None:
    tokens = search_tokens(text)
    assert indexed_words(text) == (
        " ".join(token.accented for token in tokens),
        " ".join(token.folded for token in tokens),
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("da nang", ["Đà Nẵng"]),
        ("đà nẵng", ["Đà Nẵng"]),
        ("hòa", ["hoà"]),
        ("hỏa", []),
        ("bình hoà", ["hoà bình"]),
        ("hoi", ["Hội"]),
        ("", []),
    ],
)
def test_highlight(query: str, found: list[str]) -> None:
    text = "Hội nghị Đà Nẵng vì hoà bình"
    assert [text[start:end] for start, end in highlight_spans(text, query)] == found


@given(ANY_TEXT, VIETNAMESE)
def test_highlight_spans_are_ordered_and_apart(text: str, query: str) -> None:
    spans = highlight_spans(text, query)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] < second[0] for first, second in pairwise(spans))
