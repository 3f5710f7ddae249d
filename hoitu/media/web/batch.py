"""Many files changed at once: chosen, looked at, changed, taken back; templates; the history of one file."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest, needs
from hoitu.kernel.errors import BadInput, NotFound, Refused
from hoitu.kernel.text import format_date
from hoitu.media import api, source_types
from hoitu.media.data import FieldEdit, Rewriting
from hoitu.media.models import TemplateRow
from hoitu.media.verbs import FIELDS

SHOWN_MOST = 20
LONG = ("caption", "alt", "rights_note")
HOW_NAMES = {
    "": gettext_lazy("Giữ nguyên"),
    "set": gettext_lazy("Thay bằng"),
    "append": gettext_lazy("Thêm vào sau"),
    "prepend": gettext_lazy("Thêm vào trước"),
    "add": gettext_lazy("Thêm"),
    "drop": gettext_lazy("Bỏ"),
    "clear": gettext_lazy("Xóa trống"),
}


@needs("media.edit", "media.add")
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest) -> HttpResponse:
    """Change the marked files (`asset`, many): choose edits, see what they make of each (`step`), change them."""
    ids = [one for text in request.POST.getlist("asset") if (one := _uuid(text))]
    back = request.POST.get("back", "")
    archive = reverse("media:archive") + (f"?{back}" if back else "")
    if not ids:
        messages.warning(request, _("Chưa chọn tệp nào. Hãy đánh dấu vào các tệp cần sửa."))
        return redirect(archive)
    step, edits, error = request.POST.get("step", ""), typed(request.POST), ""
    found: list[dict[str, object]] = []
    lacking: Counter[str] = Counter()
    count, chosen = 0, _uuid(request.POST.get("template", ""))
    kept = api.templates(agency_id=request.actor.agency)
    if step == "template":
        edits = next((api.edits_of(row) for row in kept if row.pk == chosen), edits)
    try:
        if step == "apply":
            batch_id, changed = api.apply_batch(actor=request.actor, asset_ids=ids, edits=edits)
            if batch_id is not None:
                messages.success(request, _("Đã sửa %(count)d tệp.") % {"count": changed})
                return redirect("media:batch-made", batch_id)
            error = _("Không tệp nào đổi: hãy điền ít nhất một trường khác với điều đã ghi.")
        made = api.preview_batch(actor=request.actor, asset_ids=ids, edits=edits)
        count = sum(1 for one in made if one.changes)
        if step == "preview":
            found = [_previewed(one) for one in made if one.changes][:SHOWN_MOST]
            lacking = Counter(_named(one.lacks) for one in made if one.lacks)
    except BadInput as refused:
        error = refused.sentence
    shown = {
        "ids": ids, "back": back, "archive": archive, "rows": rows_of(edits), "error": error, "step": step,
        "found": found, "lacking": lacking.most_common(), "count": count, "templates": kept, "chosen": chosen,
        "named": sorted(api.NAMED),
    }  # fmt: skip
    return render(request, "media/batch/edit.html", shown, status=400 if error else 200)


@needs("media.edit", "media.add")
@require_GET
def made(request: ActorRequest, batch_id: UUID) -> HttpResponse:
    """Show what one change of many files did."""
    agency = request.actor.agency
    found = api.batch(agency_id=agency, batch_id=batch_id)
    if found.person_id != request.actor.person_id and not request.actor.may("media.edit"):
        raise NotFound()
    changes = api.changes_of_batch(agency_id=agency, batch_id=batch_id)
    names = api.assets(agency_id=agency, asset_ids={one.asset_id for one in changes})
    lines = [
        {
            "id": one.asset_id,
            "name": names[one.asset_id].caption or names[one.asset_id].original_name,
            "line": _lines([(one.field, (one.before, one.after))])[0],
            "is_now": one.is_now,
        }
        for one in changes[: SHOWN_MOST * 10]
        if one.asset_id in names
    ]
    return render(
        request, "media/batch/made.html", {"batch": found, "lines": lines, "more": len(changes) - len(lines)}
    )


@needs("media.edit", "media.add")
@require_POST
def undo(request: ActorRequest, batch_id: UUID) -> HttpResponse:
    """Put back what one change of many files did."""
    try:
        restored, kept = api.undo_batch(actor=request.actor, batch_id=batch_id)
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        messages.warning(request, refused.sentence)
        return redirect("media:batch-made", batch_id)
    said = _("Đã trả lại %(restored)d giá trị.")
    if kept:
        said = _("Đã trả lại %(restored)d giá trị; %(kept)d giá trị có người sửa sau đó nên giữ nguyên.")
    messages.success(request, said % {"restored": restored, "kept": kept})
    return redirect("media:batch-made", batch_id)


@needs("media.read")
@require_GET
def templates(request: ActorRequest) -> HttpResponse:
    """List the agency's templates."""
    rows = [
        {"row": row, "lines": [_sentence(edit) for edit in api.edits_of(row)]}
        for row in api.templates(agency_id=request.actor.agency)
    ]
    shown = {"rows": rows, "may_edit": request.actor.may("media.edit")}
    return render(request, "media/batch/templates.html", shown)


@needs("media.edit")
@require_http_methods(["GET", "POST"])
def template(request: ActorRequest, template_id: UUID | None = None) -> HttpResponse:
    """Make a template or change one."""
    rows = TemplateRow.objects.for_agency(request.actor.agency)
    row = rows.filter(pk=template_id).first() if template_id else None
    if template_id and row is None:
        raise NotFound()
    name, edits, error = (row.name if row else ""), (api.edits_of(row) if row else ()), ""
    if request.method == "POST":
        name, edits = request.POST.get("name", ""), typed(request.POST)
        try:
            api.save_template(actor=request.actor, template_id=template_id, name=name, edits=edits)
            messages.success(request, _("Đã lưu mẫu."))
            return redirect("media:templates")
        except BadInput as refused:
            error = refused.sentence
    shown = {"row": row, "name": name, "rows": rows_of(edits), "error": error, "named": sorted(api.NAMED)}
    return render(request, "media/batch/template.html", shown, status=400 if error else 200)


@needs("media.edit")
@require_POST
def forget_template(request: ActorRequest, template_id: UUID) -> HttpResponse:
    """Let go of a template."""
    api.forget_template(actor=request.actor, template_id=template_id)
    messages.success(request, _("Đã bỏ mẫu."))
    return redirect("media:templates")


@needs("media.read")
@require_GET
def history(request: ActorRequest, asset_id: UUID) -> HttpResponse:
    """Show who changed what is said about a file; a part of its page."""
    asset = api.asset(agency_id=request.actor.agency, asset_id=asset_id)
    lines = [
        {
            "change": one,
            "line": _lines([(one.field, (one.before, one.after))])[0],
        }
        for one in api.history(agency_id=request.actor.agency, asset_id=asset_id)
    ]
    shown = {
        "asset_id": asset_id,
        "lines": lines,
        "may_edit": api.may_describe(request.actor, asset.added_by_id),
    }
    return render(request, "media/batch/history.html", shown)


@needs("media.edit", "media.add")
@require_POST
def restore(request: ActorRequest, asset_id: UUID) -> HttpResponse:
    """Put back what a field (`field`) was before a change (`change`)."""
    change_id = _uuid(request.POST.get("change", ""))
    if change_id is None:
        raise BadInput(_("Hãy chọn giá trị cần trả lại trong lịch sử của tệp."))
    api.restore_value(
        actor=request.actor, asset_id=asset_id, change_id=change_id, field=request.POST.get("field", "")
    )
    messages.success(request, _("Đã trả lại giá trị cũ."))
    return redirect("media:picture", asset_id)


def typed(given: QueryDict) -> tuple[FieldEdit, ...]:
    """Return the edits of a form: `how-caption`, `text-caption` and so on."""
    return tuple(
        FieldEdit(field, how, given.get(f"text-{field}", ""))
        for field in api.WRITABLE
        if (how := given.get(f"how-{field}", ""))
    )


def rows_of(edits: Iterable[FieldEdit]) -> list[dict[str, object]]:
    """Return the lines of the form, filled with the edits."""
    held = {edit.field: edit for edit in edits}
    rows = []
    for field in api.WRITABLE:
        edit = held.get(field, FieldEdit(field, ""))
        rows.append(
            {
                "field": field,
                "label": FIELDS[field],
                "how": edit.how,
                "text": edit.text,
                "hows": [(how, HOW_NAMES[how]) for how in ("", *api.HOWS[field])],
                "is_long": field in LONG,
                "mark": {"people": ";", "tags": ","}.get(field, ""),
                "sources": [(api.SOURCES + key, name) for key, name in source_types.WORDS.items()]
                if field == "source_type"
                else [],
                "is_moment": field == "taken_at",
            }
        )
    return rows


def shown_value(field: str, value: object) -> str:
    """Return a stored value as people read it."""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if field == "taken_at" and value:
        moment = clock.local(datetime.fromisoformat(str(value)))
        return f"{moment:%H:%M} {format_date(moment.date())}"
    if field == "source_type":
        return source_types.name_of(str(value or ""))
    return str(value or "")


def _lines(changes: Iterable[tuple[str, tuple[object, object]]]) -> list[dict[str, object]]:
    return [
        {
            "field": field,
            "label": FIELDS.get(field, field),
            "before": shown_value(field, before),
            "after": shown_value(field, after),
        }
        for field, (before, after) in changes
    ]


def _previewed(one: Rewriting) -> dict[str, object]:
    return {"name": one.name, "id": one.asset_id, "lines": _lines(one.changes.items())}


def _sentence(edit: FieldEdit) -> str:
    text = shown_value(edit.field, edit.text) if edit.field == "source_type" else edit.text
    return f"{FIELDS[edit.field]}: {str(HOW_NAMES[edit.how]).lower()} {text}".strip()


def _named(fields: Iterable[str]) -> str:
    return ", ".join(str(FIELDS.get(field, field)).lower() for field in fields)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
