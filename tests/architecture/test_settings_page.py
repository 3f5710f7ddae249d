"""The settings page says what the program reads."""

from hoitu.project.settings_page import settings_page
from tests.architecture.layers import ROOT


def test_the_page_of_settings_is_current() -> None:
    page = ROOT / "docs" / "reference" / "settings.md"
    assert page.read_text(encoding="utf-8") == settings_page(), (
        "run: hoitu settings-page > docs/reference/settings.md"
    )
