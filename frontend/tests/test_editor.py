"""The editor in a real browser: no word is lost, everyone's words merge, pasted text comes in clean."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from frontend.tests.fake_server import FRONTEND, Story

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def until(condition: Callable[[], object], why: str, seconds: float = 8) -> None:
    """Wait for something on the server's side."""
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, why
        time.sleep(0.05)


def write(page: Page, words: str) -> None:
    """Type at the end of the body."""
    page.evaluate("storyEditor.focus('end')")
    page.keyboard.type(words)


def body(page: Page) -> str:
    """Return the body's text as the editor holds it."""
    return page.evaluate("storyEditor.editor.getText({blockSeparator: '\\n'})")


def paste(page: Page, html: str, text: str = "x") -> None:
    """Paste HTML as a browser would."""
    page.evaluate(
        """([html, text]) => {
            const data = new DataTransfer();
            if (html) data.setData('text/html', html);
            data.setData('text/plain', text);
            storyEditor.editor.view.dom.dispatchEvent(
                new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        [html, text],
    )


def test_opening_changes_nothing(page: Page, story: Story) -> None:
    page.wait_for_timeout(500)
    assert story.pushes == 0


def test_words_reach_the_server_and_come_back(page: Page, story: Story) -> None:
    page.fill(".se-headline", "Cầu Rồng phun lửa")
    page.fill(".se-standfirst", "Hai bờ sông Hàn đông kín người.")
    write(page, "Đoạn một.\nĐoạn hai.")
    page.wait_for_selector("[data-state=saved]")
    until(lambda: story.words("body") == "Đoạn một.\nĐoạn hai.", "the body was not stored")
    assert story.words("headline") == "Cầu Rồng phun lửa"
    page.reload()
    page.wait_for_selector(".se-prose")
    assert page.input_value(".se-standfirst") == "Hai bờ sông Hàn đông kín người."
    assert body(page) == "Đoạn một.\nĐoạn hai."
    assert "Đã lưu lúc" in page.inner_text(".se-state")


def test_words_typed_without_a_line_survive_a_reload_and_go_out_later(page: Page, story: Story) -> None:
    write(page, "Trước. ")
    until(lambda: "Trước." in story.words("body"), "first words were not stored")
    story.sync_trouble = "down"
    write(page, "Khi mất mạng.")
    page.wait_for_selector("[data-state=offline]")
    assert "giữ trong trình duyệt này" in page.inner_text(".se-state")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.wait_for_selector(".se-prose")
    assert body(page) == "Trước. Khi mất mạng."
    story.sync_trouble = None
    until(lambda: story.words("body") == "Trước. Khi mất mạng.", "kept words never went out")


def test_a_closed_page_sends_its_last_words(page: Page, story: Story) -> None:
    write(page, "Gõ xong đóng máy ngay.")
    page.close(run_before_unload=True)
    until(lambda: story.words("body") == "Gõ xong đóng máy ngay.", "the last words were lost")


@pytest.mark.parametrize(
    ("status", "state", "sentence"),
    [
        (401, "signed_out", "Đăng nhập lại"),
        (403, "forbidden", "vẫn được giữ"),
        (500, "failed", "sẽ được gửi lại"),
    ],
)
def test_a_refusal_keeps_the_words_and_says_what_to_do(
    page: Page, story: Story, status: int, state: str, sentence: str
) -> None:
    story.sync_trouble = status
    write(page, "Không được mất.")
    page.wait_for_selector(f"[data-state={state}]")
    assert sentence in page.inner_text(".se-state")
    assert page.evaluate("storyEditor.flush()") is False
    write(page, " Vẫn gõ tiếp.")
    story.sync_trouble = None
    assert page.evaluate("storyEditor.flush()") is True
    assert story.words("body") == "Không được mất. Vẫn gõ tiếp."


def test_two_people_write_into_one_story(
    context: BrowserContext, page: Page, open_page: Callable[[BrowserContext], Page], story: Story
) -> None:
    write(page, "Câu chung.")
    page.fill(".se-headline", "Tít")
    page.evaluate("storyEditor.flush()")
    assert context.browser is not None
    other = open_page(context.browser.new_context(locale="vi-VN"))
    write(other, " Phần của Minh.")
    page.evaluate("storyEditor.focus('start')")
    page.keyboard.type("Phần của Lan. ")
    page.focus(".se-headline")
    page.keyboard.press("Home")
    page.keyboard.type("Nóng: ")
    other.focus(".se-headline")
    other.keyboard.press("End")
    other.keyboard.type(" mới")
    expected = "Phần của Lan. Câu chung. Phần của Minh."
    for one in (page, other):
        one.wait_for_function("words => storyEditor.editor.getText() === words", arg=expected, timeout=12_000)
        one.wait_for_function("() => document.querySelector('.se-headline').value === 'Nóng: Tít mới'")
    other.context.close()


def test_undo_takes_back_only_own_words(page: Page, story: Story) -> None:
    write(page, "Của Lan.")
    page.evaluate("storyEditor.flush()")
    story.type_from_elsewhere("Của Minh.")
    page.wait_for_function("() => storyEditor.editor.getText().includes('Minh')", timeout=10_000)
    page.keyboard.press("Control+z")
    assert body(page).strip() == "Của Minh."


def test_remote_words_do_not_break_a_syllable_being_composed(page: Page, story: Story) -> None:
    write(page, "abc")
    page.evaluate("storyEditor.flush()")
    page.evaluate("storyEditor.focus('end')")
    ime = page.context.new_cdp_session(page)
    for syllable in ("v", "vi", "viê", "việ", "việt"):
        ime.send(
            "Input.imeSetComposition",
            {"text": syllable, "selectionStart": len(syllable), "selectionEnd": len(syllable)},
        )
        story.type_from_elsewhere(f"[{syllable}]", before=True)
        page.evaluate("window.dispatchEvent(new Event('online'))")
        page.wait_for_timeout(250)
    ime.send("Input.insertText", {"text": "việt"})
    page.wait_for_function("() => storyEditor.editor.getText().includes('[việt]')", timeout=10_000)
    assert body(page).splitlines()[-1].strip() == "abcviệt"
    until(
        lambda: story.words("body").splitlines()[-1] == "abcviệt",
        "the syllable did not reach the server whole",
    )


def test_typing_by_backspace_and_retype_survives_remote_words(page: Page, story: Story) -> None:
    """Unikey and its like compose by erasing: no composition events come."""
    write(page, "vie")
    page.evaluate("storyEditor.flush()")
    for step, letters in enumerate(("ê", "ệ", "ệt")):
        story.type_from_elsewhere(f"[{step}]", before=True)
        page.evaluate("window.dispatchEvent(new Event('online'))")
        page.wait_for_timeout(150)
        page.keyboard.press("Backspace")
        page.keyboard.insert_text(letters)
    page.wait_for_function("() => storyEditor.editor.getText().includes('[2]')", timeout=10_000)
    assert body(page).splitlines()[-1].strip() == "việt"


def test_word_text_comes_in_clean(page: Page, story: Story) -> None:
    page.evaluate("storyEditor.focus('start')")
    paste(
        page,
        """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head></head>
        <body><!--StartFragment--><h1 style='color:red'>Tít <b>trong</b> bài</h1>
        <p class=MsoNormal style='mso-margin-top-alt:auto'><span style='font-weight:bold'>Đà
        Nẵng</span>,&nbsp;<span style='font-style:italic'>ngày</span> đẹp<o:p></o:p></p>
        <p class=MsoNormal><o:p>&nbsp;</o:p></p>
        <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
        style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp; </span>
        </span><![endif]>Một</p>
        <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>· </span>Hai</p>
        <table class=MsoTableGrid><tr><td style='width:2in'><p class=MsoNormal>A</p></td>
        <td><p>1,5</p></td></tr></table>
        <p><a href="javascript:alert(1)">xấu</a> <a href="https://hoitu.vn">tốt</a></p>
        <script>window.pwned = 1</script><!--EndFragment--></body></html>""",
    )
    page.evaluate("storyEditor.flush()")
    kinds = page.evaluate("storyEditor.editor.getJSON().content.map(node => node.type)")
    assert kinds[:4] == ["heading", "paragraph", "bulletList", "table"]
    xml = story.xml()
    assert "<strong>" not in page.evaluate("document.querySelector('.se-prose h2').innerHTML")
    assert body(page).startswith("Tít trong bài\nĐà Nẵng, ngày đẹp")
    assert "javascript" not in xml
    assert "Mso" not in xml
    assert "Một" in xml
    assert "·" not in xml
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("storyEditor.editor.view.dom.querySelectorAll('a').length") == 1


def test_a_pasted_spreadsheet_becomes_a_table_that_grows(page: Page, story: Story) -> None:
    page.evaluate("storyEditor.focus('start')")
    paste(page, "<table><tr><td>Năm</td><td>Khách</td></tr><tr><td>2025</td><td>10,2</td></tr></table>")
    page.get_by_label("Thêm hàng dưới").click()
    page.get_by_label("Thêm cột bên phải").click()
    page.get_by_label("Tên bảng").fill("Lượt khách")
    page.evaluate("storyEditor.flush()")
    xml = story.xml()
    assert (xml.count("<tableRow>"), xml.count("<tableHeader"), xml.count("<tableCell")) == (3, 3, 6)
    assert 'caption="Lượt khách"' in xml


def test_a_pasted_video_address_becomes_an_embed(page: Page) -> None:
    page.evaluate("storyEditor.focus('start')")
    paste(page, "", "https://www.youtube.com/watch?v=abc")
    first = page.evaluate("storyEditor.editor.getJSON().content[0]")
    assert (first["type"], first["attrs"]["provider"]) == ("embed", "youtube")


def test_a_picture_dropped_between_paragraphs_lands_there(page: Page, story: Story) -> None:
    write(page, "Một.\nHai.")
    page.evaluate(
        """bytes => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], 'a.png', {type: 'image/png'}));
            const at = document.querySelector('.se-prose p').getBoundingClientRect();
            document.querySelector('.se-prose p').dispatchEvent(new DragEvent('drop', {
                dataTransfer: data, bubbles: true, cancelable: true, clientX: at.left + 5, clientY: at.top + 5}));
        }""",
        list(PICTURE),
    )
    page.wait_for_function("() => storyEditor.editor.getJSON().content[1]?.attrs.asset")
    kinds = page.evaluate("storyEditor.editor.getJSON().content.map(node => node.type)")
    assert kinds == ["paragraph", "figure", "paragraph"]


def test_blocks_move_copy_and_go_by_keyboard_and_handle(page: Page) -> None:
    write(page, "Một.\nHai.")
    page.keyboard.press("Alt+Shift+ArrowUp")
    assert body(page) == "Hai.\nMột."
    page.hover(".se-prose p:first-child")
    page.click(".se-handle")
    page.get_by_role("menuitem", name="Nhân đôi").click()
    assert body(page) == "Hai.\nHai.\nMột."
    page.hover(".se-prose p:first-child")
    page.click(".se-handle")
    page.get_by_role("menuitem", name="Xóa khối").click()
    assert body(page) == "Hai.\nMột."


def test_entries_follow_one_another(page: Page) -> None:
    write(page, "/dong thoi gian")
    page.keyboard.press("Enter")
    page.keyboard.type("Việc một")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("Việc hai")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("Sau cùng")
    content = page.evaluate("storyEditor.editor.getJSON().content")
    assert [node["type"] for node in content] == ["timeline", "paragraph"]
    assert len(content[0]["content"]) == 2


def test_everything_is_named_for_screen_readers(page: Page) -> None:
    for block in ("hop thong tin", "bang", "bieu do", "hoi dap"):
        page.evaluate("storyEditor.editor.commands.insertContentAt(0, {type: 'paragraph'})")
        page.evaluate("storyEditor.focus('start')")
        page.keyboard.type(f"/{block}")
        page.keyboard.press("Enter")
    axe = (FRONTEND / "node_modules" / "axe-core" / "axe.min.js").read_text()
    page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": axe})
    for theme in ("light", "dark"):
        page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme }", theme)
        found = page.evaluate(
            # A header cell is empty until its writer fills it.
            """axe.run('#story-editor', {rules: {'empty-table-header': {enabled: false}}})
                .then(result => result.violations.map(one => one.id))"""
        )
        assert found == []


def test_google_docs_text_is_not_all_bold(page: Page) -> None:
    page.evaluate("storyEditor.focus('start')")
    paste(
        page,
        """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr">
        <span style="font-weight:400">Thường </span><span style="font-weight:700">đậm</span></p></b>""",
    )
    marks = page.evaluate(
        "storyEditor.editor.getJSON().content[0].content.map(part => [part.text, part.marks?.[0]?.type])"
    )
    assert marks == [["Thường ", None], ["đậm", "bold"]]


def test_a_picture_that_fails_stays_and_goes_out_on_retry(page: Page, story: Story, tmp_path: Path) -> None:
    file = tmp_path / "anh.png"
    file.write_bytes(PICTURE)
    story.upload_trouble = 500
    with page.expect_file_chooser() as chooser:
        page.click(".se-toolbar [aria-label='Thêm ảnh']")
    chooser.value.set_files(file)
    page.wait_for_selector("text=Tệp vẫn được giữ trong trình duyệt này.")
    assert page.evaluate("document.querySelector('.se-figure img').src").startswith("blob:")
    page.evaluate("storyEditor.flush()")
    page.reload()
    page.wait_for_selector("text=Tệp vẫn được giữ trong trình duyệt này.")
    story.upload_trouble = None
    page.click("text=Thử lại")
    page.wait_for_function("() => storyEditor.editor.getJSON().content[0].attrs.asset")
    page.evaluate("storyEditor.flush()")
    assert next(iter(story.uploads)) in story.xml()
    assert "local:" not in story.xml()


def test_figure_words_are_asked_for_and_stored(page: Page, story: Story, tmp_path: Path) -> None:
    file = tmp_path / "anh.png"
    file.write_bytes(PICTURE)
    write(page, "Chữ.")
    with page.expect_file_chooser() as chooser:
        page.click(".se-toolbar [aria-label='Thêm ảnh']")
    chooser.value.set_files(file)
    page.wait_for_function("() => storyEditor.editor.getJSON().content[1]?.attrs.asset")
    page.keyboard.type("Chú thích ảnh")
    alt = page.get_by_label("Mô tả cho người không nhìn thấy")
    assert alt.get_attribute("aria-invalid") == "true"
    alt.fill("Cầu phun lửa")
    page.evaluate("storyEditor.flush()")
    assert 'alt="Cầu phun lửa"' in story.xml()
    assert "Chú thích ảnh</figure>" in story.xml()
    page.evaluate("storyEditor.editor.commands.setTextSelection(10)")
    page.evaluate("storyEditor.editor.view.focus()")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("Sau ảnh.")
    assert [node["type"] for node in page.evaluate("storyEditor.editor.getJSON().content")].count(
        "figure"
    ) == 1


def test_slash_menu_finds_without_diacritics(page: Page) -> None:
    write(page, "/hop thong tin")
    page.keyboard.press("Enter")
    page.keyboard.type("Trong hộp")
    content = page.evaluate("storyEditor.editor.getJSON().content")
    assert [node["type"] for node in content] == ["box", "paragraph"]
    assert body(page).strip() == "Trong hộp"


def test_find_and_replace(page: Page) -> None:
    write(page, "Đà Nẵng đẹp. da nang vui.")
    page.keyboard.press("Control+f")
    page.keyboard.type("da nang")
    page.wait_for_selector(".se-find-count:has-text('/2')")
    page.get_by_label("Đúng chữ hoa, chữ thường và dấu").check()
    page.wait_for_selector(".se-find-count:has-text('1/1')")
    page.get_by_label("Thay bằng").fill("Huế")
    page.get_by_text("Thay hết").click()
    assert body(page) == "Đà Nẵng đẹp. Huế vui."


def test_a_reader_may_not_write(page: Page, story: Story) -> None:
    write(page, "Bài.")
    page.evaluate("storyEditor.flush()")
    story.may_write = False
    page.wait_for_selector("text=chế độ chỉ đọc", timeout=10_000)
    assert page.get_attribute(".se-prose", "contenteditable") == "false"
    assert page.evaluate("document.querySelector('.se-headline').readOnly") is True


@pytest.mark.parametrize("button", ["Gửi duyệt", "Duyệt"], ids=["form", "htmx"])
def test_send_waits_for_the_last_words(page: Page, story: Story, button: str) -> None:
    write(page, "Chữ cuối cùng.")
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_selector("text=sent")
    assert story.words("body") == "Chữ cuối cùng."


@pytest.mark.parametrize("button", ["Gửi duyệt", "Duyệt"], ids=["form", "htmx"])
def test_send_does_not_go_when_words_cannot(page: Page, story: Story, button: str) -> None:
    story.sync_trouble = 500
    write(page, "Chữ cuối cùng.")
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_selector("text=Chưa thực hiện được")
    assert page.locator("text=sent").count() == 0


def test_an_english_page_gets_english_words(context: BrowserContext, server: tuple[str, Story]) -> None:
    page = context.new_page()
    page.route(
        server[0],
        lambda route: route.fulfill(body=in_english(route.fetch().text()), content_type="text/html"),
    )
    page.goto(server[0])
    page.wait_for_selector(".se-toolbar [aria-label=Bold]")
    assert page.get_attribute(".se-headline", "placeholder") == "Headline"


def in_english(html: str) -> str:
    """Return the page as a person with the other language gets it."""
    return html.replace('lang="vi"', 'lang="en"', 1)


def test_a_story_is_written_by_keyboard_alone(page: Page, story: Story) -> None:
    page.focus(".se-headline")
    page.keyboard.type("Tít")
    page.keyboard.press("Enter")
    page.keyboard.type("Sapo")
    page.keyboard.press("Enter")
    page.keyboard.type("Thân bài")
    page.keyboard.press("Alt+F10")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Đậm"
    page.keyboard.press("Control+/")
    page.wait_for_selector("dialog[open] >> text=Phím tắt")
    page.keyboard.press("Escape")
    page.evaluate("storyEditor.flush()")
    assert (story.words("headline"), story.words("standfirst"), story.words("body")) == (
        "Tít",
        "Sapo",
        "Thân bài",
    )
