"""A damaged pack is refused with a sentence that names the file, the record and the key."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from hoitu.strategy import packs
from hoitu.strategy.data import PackRefused
from hoitu.strategy.packs.reading import FOLDER

LAI_CHAU = yaml.safe_load((FOLDER / "lai-chau-ke-hoach-2023.yaml").read_text(encoding="utf-8"))


def write(folder: Path, raw: object) -> Path:
    path = folder / "tinh-thu.yaml"
    path.write_text(
        raw if isinstance(raw, str) else yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8"
    )
    return path


def test_a_whole_pack_from_elsewhere_is_read(tmp_path: Path) -> None:
    pack = packs.read_file(write(tmp_path, LAI_CHAU))
    ours = packs.read("lai-chau-ke-hoach-2023")
    assert pack.name == "tinh-thu"
    assert (pack.document, pack.targets, pack.tasks) == (ours.document, ours.targets, ours.tasks)


def _set(*path: str | int, to: object) -> Callable[[Any], None]:
    def change(raw: Any) -> None:
        for step in path[:-1]:
            raw = raw[step]
        raw[path[-1]] = to

    return change


def _drop(*path: str | int) -> Callable[[Any], None]:
    def change(raw: Any) -> None:
        for step in path[:-1]:
            raw = raw[step]
        del raw[path[-1]]

    return change


def _repeat(group: str) -> Callable[[Any], None]:
    def change(raw: Any) -> None:
        raw[group].append(raw[group][0])

    return change


DAMAGE: list[tuple[Callable[[Any], None], str, str]] = [
    (_set("targets", 0, "yaer", to=2025), "002-T25.1", "yaer"),
    (_set("targts", to=[]), "", "targts"),
    (_drop("targets", 0, "year"), "002-T25.1", "year"),
    (_drop("targets"), "", "targets"),
    (_set("targets", 0, "year", to="2025"), "002-T25.1", "year"),
    (_set("targets", 0, "waiver_allowed", to="có"), "002-T25.1", "waiver_allowed"),
    (_set("targets", 0, "lines", to=41), "002-T25.1", "lines"),
    (_set("targets", 0, "lines", to=[True]), "002-T25.1", "lines"),
    (_set("targets", 0, "measures", 0, "unit", to="share"), "002-T25.1 (1)", "unit"),
    (_set("targets", 0, "measures", 0, "value", to=66.7), "002-T25.1 (1)", "value"),
    (_set("targets", 0, "parent", to="348-T25.9"), "002-T25.1", "parent"),
    (_set("targets", 4, "measures", 0, "named_units", to=["bao-ha-noi"]), "002-T25.5", "named_units"),
    (_set("document", "parent", to="349-qd-ttg"), "002", "parent"),
    (_set("document", "parent", to="tinh-thu"), "002", "parent"),
    (_set("document", "stated_units", to=["x"]), "002", "stated_units"),
    (_set("document", "issued_on", to="hôm qua"), "002", "issued_on"),
    (_set("tasks", 10, "inherits", to="002-A-99"), "002-N-III.1c", "inherits"),
    (_set("report_rules", 3, "task", to="002-A-99"), "R-002.4", "task"),
    (_set("organisations", 3, "successors", 0, "organisation", to="x"), "so-tttt-lai-chau", "successors"),
    (_set("organisations", 3, "edges", 0, "to", to="x"), "so-tttt-lai-chau", "edges"),
    (_set("deviations", 0, "target", to="002-T25.11"), "deviations (1)", "target"),
    (_set("deviations", 0, "parent", to="002-T25.1"), "deviations (1)", "parent"),
    (_set("remarks", 0, "about", to=["002-T99"]), "remarks (1)", "about"),
    (_repeat("targets"), "002-T25.1", "id"),
    (_repeat("organisations"), "ubnd-tinh-lai-chau", "id"),
    (_set("name", to="khac"), "", "name"),
]


@pytest.mark.parametrize(("damage", "record", "key"), DAMAGE, ids=[f"{r} {k}" for _, r, k in DAMAGE])
def test_the_sentence_names_file_record_and_key(
    damage: Callable[[Any], None], record: str, key: str, tmp_path: Path
) -> None:
    raw = copy.deepcopy(LAI_CHAU)
    damage(raw)
    with pytest.raises(PackRefused) as caught:
        packs.read_file(write(tmp_path, raw))
    assert (caught.value.file, caught.value.record, caught.value.key) == ("tinh-thu.yaml", record, key)
    place = "".join([f", mục {record}" if record else "", f", khóa “{key}”"])
    assert caught.value.sentence.startswith(f"Không nạp được kế hoạch: tệp tinh-thu.yaml{place}: ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("document: [", "tệp YAML hỏng ở dòng"),
        ("document: {}\ndocument: {}\n", "khóa “document” có hai lần"),
        ("document: !!python/object/apply:os.getcwd []", "tệp YAML hỏng"),
        ("? [a, b]\n: 1\n", "tệp YAML hỏng"),
        ("span: 2024-02-30", "tệp YAML hỏng"),
        ("- 1", "cần một bảng khóa và giá trị"),
        ("", "cần một bảng khóa và giá trị"),
        ("1: 2", "khóa “1”: không có khóa này"),
    ],
)
def test_a_file_that_is_no_pack_says_so(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(PackRefused) as caught:
        packs.read_file(write(tmp_path, text))
    assert said in caught.value.sentence


def test_a_file_that_is_no_text_or_not_there_says_so(tmp_path: Path) -> None:
    (tmp_path / "scan.yaml").write_bytes(b"\xff\xd8\xff")
    for path in (tmp_path / "scan.yaml", tmp_path / "missing.yaml"):
        with pytest.raises(PackRefused, match=path.name):
            packs.read_file(path)


def test_a_misspelt_key_gets_the_nearest_one_as_hint(tmp_path: Path) -> None:
    raw = copy.deepcopy(LAI_CHAU)
    raw["targets"][0]["verbatm"] = raw["targets"][0].pop("verbatim")
    with pytest.raises(PackRefused, match="Có phải “verbatim” không"):
        packs.read_file(write(tmp_path, raw))


def test_a_name_that_is_no_pack_lists_those_there_are() -> None:
    with pytest.raises(PackRefused, match="ca-mau-203-kh-ubnd"):
        packs.read("../../settings")
