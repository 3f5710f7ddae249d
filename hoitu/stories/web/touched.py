"""Two people have one form open: only what somebody touched is saved, so neither undoes the other's work."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from hoitu.stories.models import Story
from hoitu.stories.web.forms import DetailsForm

BASE = "d-base"


def base_of(form: DetailsForm) -> str:
    """Return what a page must send along with the form: the values that it showed."""
    return json.dumps(form.shown, ensure_ascii=False)


class TouchedForm:
    """The details form as it was sent, beside what the sender saw and what stands now.

    A field that somebody else has changed meanwhile has an error that says so; sent once more, it is saved.
    """

    def __init__(self, request: HttpRequest, story: Story) -> None:
        self._agency_id = story.agency_id
        initial = DetailsForm.initial_of(story)
        self._now = DetailsForm(initial=initial, agency_id=story.agency_id, prefix="d")
        sent = DetailsForm(request.POST, agency_id=story.agency_id, prefix="d")
        self._typed, self._base = sent.shown, _read(request.POST.get(BASE, ""))
        self.names = {name for name, value in self._typed.items() if value != self._base.get(name)}
        self.form = self._with_news()
        for name in self._overtaken:
            words = _("Người khác vừa đổi ô này thành %s. Bấm Lưu lần nữa để giữ ý của bạn.") % self._words(
                name
            )
            self.form.add_error(name, words)

    def _with_news(self) -> DetailsForm:
        """Return the form with what was typed, and in the fields that nobody touched what stands now."""
        now = self._now.shown
        values = {name: self._typed[name] if name in self.names else now[name] for name in now}
        return DetailsForm(
            {f"d-{name}": value for name, value in values.items()}, agency_id=self._agency_id, prefix="d"
        )

    @property
    def base(self) -> str:
        """Return what the page shows as seen, should the form be shown again."""
        kept = {name: self._base.get(name, "") for name in self.names - self._overtaken}
        return json.dumps(self._now.shown | kept, ensure_ascii=False)

    @property
    def _overtaken(self) -> set[str]:
        """Return the touched fields that somebody else has changed to something else meanwhile."""
        now = self._now.shown
        return {
            name
            for name in self.names & self._base.keys()
            if now[name] not in (self._base[name], self._typed[name])
        }

    def _words(self, name: str) -> str:
        value = self._now.shown[name]
        choices: dict[Any, Any] = dict(getattr(self._now.fields[name], "choices", ()))
        shown = next((label for key, label in choices.items() if str(key) == value), value)
        return f"“{shown}”" if str(shown) else _("bỏ trống")


def _read(text: str) -> dict[str, str]:
    """Return what the sender saw; nothing when the page did not say, and then every field counts as touched."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {str(name): str(value) for name, value in given.items()} if isinstance(given, dict) else {}
