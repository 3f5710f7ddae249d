"""Proofreading in a real browser: marks, one click, the keyboard, and that writing never depends on it."""

from playwright.sync_api import Page, expect

from frontend.tests.fake_server import Story
from frontend.tests.test_editor import body, until, write

MARK = ".se-prose .se-proof"


def test_a_slip_is_marked_after_a_pause_and_put_right_by_one_click(page: Page, story: Story) -> None:
    write(page, "😀 Hai nguowif về làng.")
    expect(page.locator(MARK)).to_have_text("nguowif")
    assert body(page) == "😀 Hai nguowif về làng.", "nothing changes by itself"
    page.locator(MARK).click()
    expect(page.locator(".se-proof-pop")).to_contain_text("còn phím gõ")
    page.locator(".se-proof-pop").get_by_role("button", name="người").click()
    assert body(page) == "😀 Hai người về làng."
    expect(page.locator(MARK)).to_have_count(0)
    until(lambda: story.words("body") == "😀 Hai người về làng.", "the right word was not stored")


def test_words_with_marks_apart_are_marked_in_their_place(page: Page) -> None:
    page.evaluate("storyEditor.editor.commands.insertContent('Tiếng Việt hoa2 nở'.normalize('NFD'))")
    expect(page.locator(MARK)).to_have_text("hoa2")


def test_the_keyboard_goes_from_finding_to_finding(page: Page) -> None:
    page.fill(".se-headline", "Lễ hội là là đây")
    write(page, "Hai nguowif về. Bó hoa2 nở.")
    expect(page.locator(MARK)).to_have_count(2)
    expect(page.locator(".se-proof-count")).to_have_text("3")
    page.evaluate("storyEditor.focus('start')")
    page.keyboard.press("F8")
    expect(page.locator(".se-proof-pop")).to_contain_text("người")
    page.keyboard.press("Escape")
    page.keyboard.press("F8")
    expect(page.locator(".se-proof-pop")).to_contain_text("hoa2")
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+Enter")
    expect(page.locator(".se-proof-pop")).to_contain_text("hoa2")
    page.keyboard.press("Enter")
    assert body(page) == "Hai nguowif về. Bó hòa nở."
    page.keyboard.press("F8")
    page.keyboard.press("Enter")
    assert page.input_value(".se-headline") == "Lễ hội là đây"


def test_the_list_has_headline_and_standfirst_too(page: Page, story: Story) -> None:
    page.fill(".se-headline", "Lễ hội là là đây")
    expect(page.locator(".se-proof-count")).to_have_text("1")
    page.locator(".se-proof-count").click()
    page.locator(".se-proof-row").click()
    page.locator(".se-proof-pop").get_by_role("button", name="là", exact=True).click()
    until(lambda: story.words("headline") == "Lễ hội là đây", "the headline was not stored")


def test_what_is_ignored_or_allowed_is_not_marked_again(page: Page, story: Story) -> None:
    write(page, "Ban nguowif hát. Bó hoa2 nở.")
    expect(page.locator(MARK)).to_have_count(2)
    page.locator(MARK).first.click()
    page.get_by_role("button", name="Thêm vào từ được dùng").click()
    expect(page.locator(MARK)).to_have_count(1)
    assert story.allowed == {"nguowif"}
    page.locator(MARK).click()
    page.get_by_role("button", name="Bỏ qua").click()
    expect(page.locator(MARK)).to_have_count(0)


def test_only_changed_paragraphs_are_asked_about(page: Page, story: Story) -> None:
    write(page, "Đoạn đầu.\nĐoạn hai nguowif.")
    expect(page.locator(MARK)).to_have_count(1)
    story.proof_asks.clear()
    write(page, " Thêm.")
    until(lambda: story.proof_asks, "nothing was asked")
    assert story.proof_asks == [["Đoạn hai nguowif. Thêm."]]


def test_writing_goes_on_when_proofreading_does_not_answer(page: Page, story: Story) -> None:
    story.proof_trouble = 500
    write(page, "Hai nguowif về làng.")
    until(lambda: story.proof_asks, "nothing was asked")
    write(page, " Và sông.")
    until(lambda: story.words("body") == "Hai nguowif về làng. Và sông.", "words were lost")
    assert page.locator(MARK).count() == 0


def test_switched_off_it_asks_nothing_and_stays_off(page: Page, story: Story) -> None:
    page.get_by_role("button", name="Soát lỗi").click()
    story.proof_asks.clear()
    write(page, "Hai nguowif về.")
    page.wait_for_timeout(1_000)
    page.reload()
    page.wait_for_selector(".se-prose")
    page.wait_for_timeout(1_000)
    assert story.proof_asks == []
    page.get_by_role("button", name="Soát lỗi").click()
    expect(page.locator(MARK)).to_have_text("nguowif")


def test_a_syllable_being_composed_is_left_alone(page: Page, story: Story) -> None:
    write(page, "Hai nguowif ")
    expect(page.locator(MARK)).to_have_count(1)
    story.proof_asks.clear()
    client = page.context.new_cdp_session(page)
    for words in ("n", "ng", "nghie", "nghìên"):
        client.send(
            "Input.imeSetComposition",
            {"text": words, "selectionStart": len(words), "selectionEnd": len(words)},
        )
        page.wait_for_timeout(300)
    assert story.proof_asks == [], "a composed syllable was sent"
    assert page.locator(MARK).count() == 1
    client.send("Input.insertText", {"text": "nghìên"})
    expect(page.locator(MARK)).to_have_count(2)
    assert body(page) == "Hai nguowif nghìên"
