"""Signing out takes confirmed words off the machine and never loses one that only the machine has."""

import pytest
from playwright.sync_api import Page, expect

from frontend.tests.fake_server import Story
from frontend.tests.test_editor import body, until, write

OTHER_STORY = "0190a000-0000-7000-8000-000000000002"
OTHER_PERSON = "0190a000-0000-7000-8000-0000000000bb"


def kept(page: Page) -> list[tuple[str, bool]]:
    """Return the rows that the browser keeps: person/story, and whether the server has them."""
    rows = page.evaluate(
        """() => new Promise((resolve, reject) => {
            const opening = indexedDB.open('hoitu-editor', 1)
            opening.onerror = reject
            opening.onsuccess = () => {
                const asking = opening.result.transaction('updates').objectStore('updates').getAll()
                asking.onsuccess = () => {
                    opening.result.close()
                    resolve(asking.result.map((row) => [row.key, row.sent]))
                }
            }
        })"""
    )
    return [(key, sent) for key, sent in rows]


def put(page: Page, key: str, sent: bool) -> None:
    """Keep a row as another page of the editor would have."""
    page.evaluate(
        """([key, sent]) => new Promise((resolve) => {
            const opening = indexedDB.open('hoitu-editor', 1)
            opening.onsuccess = () => {
                const writing = opening.result.transaction('updates', 'readwrite')
                writing.objectStore('updates').add({ key, update: new Uint8Array([0, 0]), sent, at: Date.now() })
                writing.oncomplete = () => { opening.result.close(); resolve() }
            }
        })""",
        [key, sent],
    )


def person_of(page: Page) -> str:
    person = page.get_attribute("[data-sign-out]", "data-person")
    assert person
    return person


def test_words_that_the_server_has_are_gone_after_signing_out(page: Page, story: Story) -> None:
    write(page, "Nguồn tin nói rằng.")
    until(lambda: "rằng." in story.words("body"), "the words were not stored")
    put(page, f"{OTHER_PERSON}/{OTHER_STORY}", sent=True)
    assert any(key.startswith(person_of(page)) for key, _sent in kept(page))
    page.click("[data-sign-out] button")
    page.wait_for_url("**/dang-xuat")
    # What another person left here is theirs to clear.
    assert kept(page) == [(f"{OTHER_PERSON}/{OTHER_STORY}", True)]
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('hoitu-editor'))") == []


def test_last_words_go_out_before_the_person_does(page: Page, story: Story) -> None:
    write(page, "Câu cuối.")
    page.click("[data-sign-out] button")
    page.wait_for_url("**/dang-xuat")
    assert "Câu cuối." in story.words("body")
    assert kept(page) == []


@pytest.mark.parametrize("stays", [True, False])
def test_words_that_only_this_machine_has_hold_it_up_and_are_never_lost(
    page: Page, story: Story, stays: bool
) -> None:
    write(page, "Trước. ")
    until(lambda: "Trước." in story.words("body"), "first words were not stored")
    story.sync_trouble = "down"
    write(page, "Khi mất mạng.")
    page.wait_for_selector("[data-state=offline]")
    address = page.url
    put(page, f"{person_of(page)}/{OTHER_STORY}", sent=True)
    page.click("[data-sign-out] button")
    dialog = page.locator("#unsent-words")
    expect(dialog).to_be_visible()
    expect(dialog.locator("a")).to_have_count(1)
    expect(dialog.locator("a")).to_have_attribute("href", "/tin-bai/0190a000-0000-7000-8000-000000000001/")
    assert f"{person_of(page)}/{OTHER_STORY}" not in dict(kept(page))
    page.on("dialog", lambda asked: asked.accept())
    if stays:
        dialog.get_by_text("Ở lại để gửi").click()
        expect(dialog).to_be_hidden()
    else:
        dialog.get_by_text("Vẫn đăng xuất").click()
        page.wait_for_url("**/dang-xuat")
        page.goto(address)
        page.wait_for_selector(".se-prose")
    assert body(page) == "Trước. Khi mất mạng."
    story.sync_trouble = None
    until(lambda: story.words("body") == "Trước. Khi mất mạng.", "kept words never went out")
