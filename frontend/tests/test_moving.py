"""Videos and recordings in the text: chosen, cut, covered and captioned, by hand and by keys."""

from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from frontend.tests.fake_server import Story
from frontend.tests.test_blocks import ATTRS
from frontend.tests.test_editor import until, write
from hoitu.media.adapters.moving import testing

CLICK = "[data-node='video'] .se-part"


@pytest.fixture
def film(story: Story, tmp_path: Path) -> str:
    """A film of ten seconds that lies in the archive."""
    asset = str(uuid4())
    more = ("-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", "-movflags", "+faststart")
    path = testing.film(tmp_path / "a.mp4", seconds=10, size="320x180", more=more)
    story.uploads[asset] = ("video/mp4", path.read_bytes())
    said = {
        "id": asset,
        "url": f"/asset/{asset}",
        "thumb": "",
        "width": 320,
        "height": 180,
        "duration_ms": 10_000,
    }
    words = {
        "caption": "Lễ thông xe",
        "credit": "Quang Minh",
        "alt": "Xe qua cầu",
        "rights_note": "",
        "name": "a.mp4",
    }
    story.archive["video"] = [said | words | {"added_at": "2026-11-20T08:00:00+07:00"}]
    return asset


def put_film(page: Page) -> None:
    write(page, "Cầu.")
    page.keyboard.press("Enter")
    page.keyboard.type("/video")
    page.keyboard.press("Enter")
    page.click("[data-node='video'] .se-choose:has-text('Chọn từ kho')")
    page.click(".se-archive-item:has-text('Lễ thông xe')")
    page.click(".se-dialog button:has-text('Chọn video')")
    page.wait_for_function("() => document.querySelector('video.se-picture').readyState >= 2")


def at(page: Page, seconds: float) -> None:
    page.evaluate(
        "s => new Promise(done => { const v = document.querySelector('video.se-picture');"
        " v.addEventListener('seeked', done, {once: true}); v.currentTime = s })",
        seconds,
    )


def test_a_film_of_the_archive_is_cut_by_keys(page: Page, story: Story, film: str) -> None:
    put_film(page)
    attrs = page.evaluate(ATTRS, "video")
    assert (attrs["asset"], attrs["alt"], attrs["credit"]) == (film, "Xe qua cầu", "Quang Minh")
    at(page, 2.5)
    page.focus("video.se-picture")
    page.keyboard.press("i")
    at(page, 4)
    page.focus("video.se-picture")
    page.keyboard.press("o")
    attrs = page.evaluate(ATTRS, "video")
    assert (attrs["startMs"], attrs["endMs"]) == (2500, 4000)
    until(lambda: 'startMs="2500' in story.xml(), "the part was not stored")

    page.click("text=Phát thử đoạn này")
    page.wait_for_function(
        "() => { const v = document.querySelector('video.se-picture'); return v.paused && v.currentTime >= 4 }"
    )
    assert page.evaluate("document.querySelector('video.se-picture').currentTime") < 4.6


def test_moments_are_typed_and_wrong_ones_explained(page: Page, film: str) -> None:
    put_film(page)
    start, end = page.get_by_label("Phát từ"), page.get_by_label("Phát đến")
    end.fill("0:06,5")
    end.press("Tab")
    assert page.evaluate(ATTRS, "video")["endMs"] == 6500
    for typed, sentence in (
        ("mai", "Hãy ghi phút:giây"),
        ("7", "Điểm cuối phải sau"),
        ("1:00", "Tệp chỉ dài"),
    ):
        start.fill(typed)
        start.press("Tab")
        expect(page.locator(CLICK)).to_contain_text(sentence)
        assert page.evaluate(ATTRS, "video")["startMs"] is None
        assert start.input_value() == typed  # what was typed stays to be corrected
    start.fill("1.25")
    start.press("Tab")
    assert page.evaluate(ATTRS, "video")["startMs"] == 1250
    page.click("text=Dùng cả tệp")
    attrs = page.evaluate(ATTRS, "video")
    assert (attrs["startMs"], attrs["endMs"]) == (None, None)


def test_the_cover_is_a_picture_of_the_film(page: Page, story: Story, film: str) -> None:
    put_film(page)
    at(page, 3)
    page.click("text=Lấy hình này làm ảnh bìa")
    expect(page.locator(CLICK)).to_contain_text("Đã đặt ảnh bìa ở 0:03")
    poster = page.evaluate(ATTRS, "video")["poster"]
    kind, data = story.uploads[poster]
    assert kind == "image/jpeg"
    assert data.startswith(b"\xff\xd8")
    assert len(data) > 2000


def test_captions_are_written_kept_and_brought(page: Page, story: Story, film: str, tmp_path: Path) -> None:
    put_film(page)
    page.click("[data-node='video'] button:has-text('Phụ đề')")
    text = page.get_by_label("Lời và mốc giờ")
    expect(text).to_have_value("WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n")
    text.fill("không có mốc")
    page.click("text=Lưu phụ đề")
    expect(page.locator(".se-dialog [role=status]")).to_contain_text("không có dòng phụ đề")
    expect(text).to_have_value("không có mốc")
    text.fill("WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nChào buổi sáng\n")
    page.click("text=Lưu phụ đề")
    expect(page.locator(".se-dialog [role=status]")).to_contain_text("Đã lưu 1 dòng")
    assert "Chào buổi sáng" in story.captions[film]["vi"]
    file = tmp_path / "en.srt"
    file.write_text("1\n00:00:01,000 --> 00:00:02,000\nGood morning\n")
    page.get_by_label("Ngôn ngữ").select_option("en")
    with page.expect_file_chooser() as chooser:
        page.click("text=Đưa tệp .vtt, .srt vào")
    chooser.value.set_files(file)
    expect(text).to_have_value("1\n00:00:01,000 --> 00:00:02,000\nGood morning\n")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "Phụ đề"


def test_a_recording_is_uploaded_in_place(page: Page, story: Story, tmp_path: Path) -> None:
    path = testing.sound(tmp_path / "a.mp3", seconds=2)
    write(page, "/am thanh")
    page.keyboard.press("Enter")
    with page.expect_file_chooser() as chooser:
        page.click("[data-node='audio'] .se-choose:has-text('Chọn bản ghi âm')")
    chooser.value.set_files(path)
    page.wait_for_function("() => document.querySelector('[data-node=audio] audio').duration > 1.5")
    until(lambda: page.evaluate(ATTRS, "audio")["asset"] in story.uploads, "the recording was not stored")
    assert page.locator("[data-node='audio'] button:has-text('ảnh bìa')").count() == 0
