"""`hoitu media import`: a folder or a table comes over once, failures are kept and tried again."""

from pathlib import Path

import pytest

from hoitu.accounts.testing import make_agency
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput
from hoitu.media import api
from hoitu.media.models import ImportedFile
from hoitu.media.testing import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def system() -> Actor:
    return Actor.system(agency_id=make_agency().pk)


def test_a_folder_comes_over_once_and_what_failed_is_tried_again(system: Actor, tmp_path: Path) -> None:
    (tmp_path / "2025").mkdir()
    (tmp_path / "2025" / "cầu.jpg").write_bytes(picture(size=(301, 301)))
    (tmp_path / "bản sao.jpg").write_bytes(picture(size=(301, 301)))
    (tmp_path / "hỏng.jpg").write_bytes(picture()[:900])
    (tmp_path / ".an").write_bytes(b"x")
    seen: list[int] = []
    ended = api.import_files(actor=system, source=tmp_path, lines=api.lines_of(tmp_path), watch=seen.append)
    assert (ended.new, ended.known, seen) == (1, 1, [1, 2, 3])
    assert [name for name, _reason in ended.failed] == ["hỏng.jpg"]
    assert "không phải ảnh" in ended.failed[0][1]
    (tmp_path / "hỏng.jpg").write_bytes(picture(size=(302, 302)))
    again = api.import_files(actor=system, source=tmp_path, lines=api.lines_of(tmp_path))
    assert (again.new, again.known, again.failed) == (1, 2, [])
    assert not ImportedFile.objects.for_agency(system.agency).exclude(failure="").exists()
    assert len(api.search_assets(agency_id=system.agency)) == 2


def test_a_table_says_what_is_said_about_each_file(system: Actor, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(picture(size=(303, 303)))
    table = tmp_path / "anh.csv"
    table.write_text(
        'file,caption,credit,tags\na.jpg,Cầu Yên Lộc,Lan,"cầu, sông"\nkhong-co.jpg,,,\n', "utf-8-sig"
    )
    ended = api.import_files(actor=system, source=table, lines=api.lines_of(table))
    assert (ended.new, len(ended.failed)) == (1, 1)
    [row] = api.search_assets(agency_id=system.agency, words="yen loc song")
    assert (row.caption, row.credit, row.tags) == ("Cầu Yên Lộc", "Lan", ["cầu", "sông"])


def test_a_table_without_its_column_is_refused_with_what_to_do(tmp_path: Path) -> None:
    table = tmp_path / "anh.csv"
    table.write_text("ten,mo ta\na.jpg,b\n")
    with pytest.raises(BadInput, match="cột “file”"):
        api.lines_of(table)
