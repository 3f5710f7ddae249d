"""Keep an agency's templates: values under a name, written on arrival or on many files at once."""

from collections.abc import Iterable
from dataclasses import asdict
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.media.data import FieldEdit
from hoitu.media.models import TemplateRow
from hoitu.media.operations.rewriting import LISTS, checked, named_in
from hoitu.media.operations.words import line

TEMPLATES_MOST = 100
NOBODY = UUID(int=0)


def save_template(
    *, actor: Actor, template_id: UUID | None = None, name: str, edits: Iterable[FieldEdit]
) -> UUID:
    """Keep edits under a name or change them. Raises `BadInput`, `NotAllowed`, `NotFound`."""
    actor.require("media.edit")
    name, kept = line(name, 80), checked(edits)
    if not kept:
        raise BadInput(_("Mẫu chưa ghi gì. Hãy điền ít nhất một trường."))
    with transaction.atomic():
        rows = TemplateRow.objects.for_agency(actor.agency)
        row = rows.select_for_update().filter(pk=template_id).first() if template_id else None
        if template_id and row is None:
            raise NotFound()
        if not name or rows.filter(name=name).exclude(pk=row.pk if row else NOBODY).exists():
            raise BadInput(_("Hãy đặt tên chưa có trong danh sách."))
        if row is None and rows.count() >= TEMPLATES_MOST:
            raise BadInput(_("Đã có 100 mẫu. Hãy bỏ mẫu không dùng nữa trước."))
        row = row or TemplateRow(agency_id=actor.agency)
        before = (row.name or None, _said(row.edits))
        row.name, row.edits, row.changed_at = name, [asdict(edit) for edit in kept], clock.now()
        row.save()
        after = (row.name, _said(row.edits))
        _note(actor, row, "media.template", {"name": (before[0], after[0]), "edits": (before[1], after[1])})
    return row.pk


def forget_template(*, actor: Actor, template_id: UUID) -> None:
    """Let go of a template. Raises `NotAllowed`, `NotFound`."""
    actor.require("media.edit")
    with transaction.atomic():
        row = TemplateRow.objects.for_agency(actor.agency).filter(pk=template_id).first()
        if row is None:
            raise NotFound()
        _note(actor, row, "media.forget_template", {"name": (row.name, None)})
        row.delete()


def words_for_upload(actor: Actor, asked: object) -> dict[str, object]:
    """Return what a template, named by its id, says about a file that has said nothing yet.

    What names other fields waits for the batch: the file's own words come later. Raises `NotFound`.
    """
    if not asked:
        return {}
    try:
        row = TemplateRow.objects.for_agency(actor.agency).get(pk=UUID(str(asked)))
    except (ValueError, TemplateRow.DoesNotExist) as wrong:
        raise NotFound() from wrong
    said: dict[str, object] = {}
    for edit in (FieldEdit(**one) for one in row.edits):
        if edit.how not in ("clear", "drop") and not named_in(edit.text):
            text = edit.text.replace("{{", "{").replace("}}", "}")
            said[edit.field] = text.split(LISTS[edit.field][0]) if edit.field in LISTS else text
    return said


def _said(edits: list[dict[str, str]]) -> str | None:
    return "; ".join(f"{one['field']} {one['how']}: {one['text']}" for one in edits) or None


def _note(actor: Actor, row: TemplateRow, verb: str, changes: dict[str, tuple[object, object]]) -> None:
    changed = {field: pair for field, pair in changes.items() if pair[0] != pair[1]}
    audit.record(
        actor=actor, verb=verb, object_key=f"template:{row.pk}", object_label=row.name, changes=changed
    )
