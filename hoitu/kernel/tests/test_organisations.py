"""Lists of organisations as plans print them."""

import pytest

from hoitu.kernel.text.organisations import split_organisations


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Báo, đài tỉnh, các đơn vị liên quan", ("Báo, đài tỉnh", "các đơn vị liên quan")),
        ("Vụ Kế hoạch - Tài chính, Vụ Pháp chế", ("Vụ Kế hoạch - Tài chính", "Vụ Pháp chế")),
        (
            "Sở Văn hóa, Thể thao và Du lịch và các cơ quan báo chí",
            ("Sở Văn hóa, Thể thao và Du lịch", "các cơ quan báo chí"),
        ),
        ("Các sở, ban, ngành; UBND các xã, phường", ("Các sở, ban, ngành", "UBND các xã, phường")),
        ("- Sở Tài chính\n- Sở Nội vụ", ("Sở Tài chính", "Sở Nội vụ")),
    ],
)
def test_a_list_of_organisations_is_split_between_them_only(cell: str, names: tuple[str, ...]) -> None:
    assert split_organisations(cell) == names
