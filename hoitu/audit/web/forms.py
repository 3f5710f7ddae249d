"""The filter of the trail."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.audit.verbs import verb_choices
from hoitu.kernel import clock
from hoitu.kernel.fields import DayField


class TrailFilter(forms.Form):
    """What to show of the trail. Everything is optional; what cannot be read is ignored."""

    text = forms.CharField(label=gettext_lazy("Đối tượng"), required=False, max_length=100)
    actor = forms.ChoiceField(label=gettext_lazy("Ai"), required=False)
    verb = forms.ChoiceField(label=gettext_lazy("Việc"), required=False)
    since = DayField(label=gettext_lazy("Từ ngày"), required=False)
    until = DayField(label=gettext_lazy("Đến hết ngày"), required=False)

    def __init__(self, data: Any, *, actors: list[tuple[str, str]]) -> None:
        super().__init__(data)
        verbs: list[tuple[str, str | Promise]] = [("", _("Mọi việc")), *verb_choices()]
        rooms = sorted({verb.partition(".")[0] + "." for verb, _label in verb_choices()})
        chosen = self.data.get("verb", "")
        if chosen in rooms:
            verbs.insert(1, (chosen, chosen))
        self.fields["verb"].choices = verbs  # type: ignore[attr-defined]
        self.fields["actor"].choices = [("", _("Mọi người")), *actors]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """Return the filter as `queries.entries` takes it."""
        self.is_valid()
        values = self.cleaned_data
        since, until = values.get("since"), values.get("until")
        return {
            "text": values.get("text", ""),
            "verb": values.get("verb", ""),
            "actor_id": UUID(values["actor"]) if values.get("actor") else None,
            "since": datetime.combine(since, time(), clock.VIETNAM) if since else None,
            "until": datetime.combine(until + timedelta(days=1), time(), clock.VIETNAM) if until else None,
        }
