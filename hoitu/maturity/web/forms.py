"""What people type on score sheets. Forms parse; what is allowed is decided by the operations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoitu.kernel.text import format_number
from hoitu.maturity.catalogues import block_names
from hoitu.maturity.data import Line, ScoreInput, VerdictInput
from hoitu.maturity.models import Cycle
from hoitu.maturity.policies.points import parse_points, problem_with

POINTS_CHARACTERS = 12
WORDS_CHARACTERS = 2000


@dataclass(frozen=True)
class Row:
    """A line of the sheet with its two fields."""

    line: Line
    points: BoundField
    words: BoundField


class SheetForm(forms.Form):
    """Points and words for each line. Only what this person changed is taken: a colleague's work stays.

    `is_open` False: to be read, nothing can be typed and nothing that is sent is taken.
    """

    # Which two fields of a line it fills, and what they are called.
    points_of, points_label = "own", gettext_lazy("Điểm tự chấm")
    words_of, words_label = "note", gettext_lazy("Giải trình")

    def __init__(
        self, lines: Sequence[Line], data: Mapping[str, Any] | None = None, *, is_open: bool = True
    ) -> None:
        super().__init__(data)
        self.lines, self.is_open = tuple(lines), is_open
        for line in self.lines:
            points, words = getattr(line, self.points_of), getattr(line, self.words_of)
            self.fields[_name("p", line)] = self._field(line, points, is_points=True)
            self.fields[_name("w", line)] = self._field(line, words, is_points=False)

    def rows(self) -> Iterator[Row]:
        """Yield the lines with their fields."""
        for line in self.lines:
            yield Row(line, self[_name("p", line)], self[_name("w", line)])

    def clean(self) -> dict[str, Any]:
        """Turn the typed points into numbers and say for each what does not fit."""
        self.changed: dict[UUID, tuple[Decimal | None, str]] = {}
        for line in self.lines:
            names = (_name("p", line), _name("w", line))
            if not set(names) & set(self.changed_data):
                continue
            typed = str(self.cleaned_data.get(names[0]) or "")
            try:
                points = parse_points(typed) if typed else None
            except ValueError:
                self.add_error(names[0], _("Hãy ghi điểm bằng số, ví dụ 1,5."))
                continue
            if points is not None and (words := problem_with(points, line.item)):
                self.add_error(names[0], words)
            self.changed[line.item.id] = (points, str(self.cleaned_data.get(names[1]) or ""))
        return self.cleaned_data

    def refuse(self, problems: Mapping[UUID, str]) -> None:
        """Mark the lines that an operation refused."""
        for line in self.lines:
            if line.item.id in problems and _name("p", line) not in self.errors:
                self.add_error(_name("p", line), problems[line.item.id])

    def _field(self, line: Line, before: object, *, is_points: bool) -> forms.CharField:
        label = self.points_label if is_points else self.words_label
        attrs = {
            "class": "form-control points-field" if is_points else "form-control",
            "aria-label": f"{line.item.code}: {label}",
            "aria-describedby": f"e-{line.item.id.hex}",
            "autocomplete": "off",
        }
        if is_points:
            attrs |= {"inputmode": "decimal", "maxlength": str(POINTS_CHARACTERS)}
        return forms.CharField(
            required=False,
            disabled=not self.is_open,
            initial=_typed(before),
            max_length=POINTS_CHARACTERS if is_points else WORDS_CHARACTERS,
            widget=forms.TextInput(attrs=attrs) if is_points else forms.Textarea(attrs=attrs | {"rows": 1}),
            show_hidden_initial=self.is_open,
        )


class ScoreForm(SheetForm):
    """The agency's own points, each with what explains it."""

    def given(self) -> dict[UUID, ScoreInput]:
        """Return what the operation takes."""
        return {key: ScoreInput(points, words) for key, (points, words) in self.changed.items()}


class VerdictForm(SheetForm):
    """The council's points, each with its reason where it differs."""

    points_of, points_label = "verified", gettext_lazy("Điểm thẩm định")
    words_of, words_label = "reason", gettext_lazy("Lý do")

    def given(self) -> dict[UUID, VerdictInput]:
        """Return what the operation takes."""
        return {key: VerdictInput(points, words) for key, (points, words) in self.changed.items()}


class CycleField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no generic when it runs
    """A choice among cycles; an office's own one says whose it is."""

    def label_from_instance(self, cycle: Cycle) -> str:
        if cycle.owner is None:
            return cycle.name
        return _("%(cycle)s (tạm thời, của %(owner)s)") % {"cycle": cycle.name, "owner": cycle.owner.name}


class StartForm(forms.Form):
    """In which cycle, and in which block, an agency scores itself."""

    cycle = CycleField(label=gettext_lazy("Kỳ đánh giá"), queryset=Cycle.objects.none(), empty_label=None)
    block = forms.ChoiceField(label=gettext_lazy("Khối của cơ quan"))

    def __init__(self, cycles: Any, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["cycle"].queryset = cycles  # type: ignore[attr-defined]
        self.fields["block"].choices = list(block_names().items())  # type: ignore[attr-defined]


class ResultsFilterForm(forms.Form):
    """Which results a managing body looks at."""

    cycle = CycleField(
        label=gettext_lazy("Kỳ đánh giá"), queryset=Cycle.objects.none(), required=False, empty_label=None
    )
    block = forms.ChoiceField(label=gettext_lazy("Khối"), required=False)

    def __init__(self, cycles: Any, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["cycle"].queryset = cycles  # type: ignore[attr-defined]
        every = [("", gettext_lazy("Mọi khối"))]
        self.fields["block"].choices = every + list(block_names().items())  # type: ignore[attr-defined]


def wished_points(lines: Sequence[Line], data: Mapping[str, Any]) -> dict[UUID, Decimal]:
    """Return the points that a simulation asks for ("g_<id>"); what is no number is left out."""
    found = {}
    for line in lines:
        try:
            found[line.item.id] = parse_points(str(data.get(_name("g", line), "")))
        except ValueError:
            continue
    return found


def _name(kind: str, line: Line) -> str:
    return f"{kind}_{line.item.id.hex}"


def _typed(value: object) -> str:
    return format_number(value) if isinstance(value, Decimal) else str(value or "")
