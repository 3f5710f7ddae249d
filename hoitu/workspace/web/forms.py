"""Filters of the board."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from hoitu.accounts import api as accounts
from hoitu.stories import api as stories


class BoardForm(forms.Form):
    """What the board is narrowed to; a value that does not exist narrows nothing."""

    desk = forms.ChoiceField(label=_("Ban"), required=False)
    section = forms.ChoiceField(label=_("Chuyên mục"), required=False)
    genre = forms.ChoiceField(
        label=_("Thể loại"), required=False, choices=[("", _("Mọi thể loại")), *stories.GENRES]
    )
    urgency = forms.ChoiceField(
        label=_("Độ khẩn"),
        required=False,
        choices=[("", _("Mọi độ khẩn")), ("2", _("Khẩn và rất gấp")), ("3", _("Từ gấp trở lên"))],
    )

    def __init__(self, *args: Any, agency_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        desks = [(str(desk.id), desk.name) for desk in accounts.desks(agency_id=agency_id)]
        sections = [(str(term.id), term.name) for term in stories.sections(agency_id=agency_id)]
        self.fields["desk"].choices = [("", _("Mọi ban")), *desks]  # type: ignore[attr-defined]
        self.fields["section"].choices = [("", _("Mọi chuyên mục")), *sections]  # type: ignore[attr-defined]

    def wanted(self) -> stories.StoryFilter:
        """Return the filter of the stories room."""
        self.is_valid()
        given = self.cleaned_data
        return stories.StoryFilter(
            desk_id=UUID(given["desk"]) if given.get("desk") else None,
            section_id=UUID(given["section"]) if given.get("section") else None,
            genre=given.get("genre", ""),
            urgency_at_most=int(given["urgency"]) if given.get("urgency") else None,
        )
