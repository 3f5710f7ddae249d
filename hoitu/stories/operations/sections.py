"""Keep the sections (chuyên mục) of an agency."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.text import nfc, slugify
from hoitu.stories.models import Section
from hoitu.stories.operations.terms import tell_change

LONGEST_NAME_CHARACTERS = 80


def save_section(
    *, actor: Actor, name: str, section_id: UUID | None = None, slug: str = "", order: int | None = None
) -> UUID:
    """Open a section of the actor's agency or rename it; the same address twice is one section.

    Without `order` a new section stands last and an old one stays where it is. A new name is announced
    (`TermChanged`). Raises `BadInput`, `NotFound`.
    """
    actor.require("stories.manage")
    name = nfc(" ".join(name.split()))
    slug = slugify(slug or name)
    if not name or not slug or len(name) > LONGEST_NAME_CHARACTERS:
        raise BadInput(_("Hãy ghi tên chuyên mục, tối đa 80 ký tự."))
    with transaction.atomic():
        rows = Section.objects.for_agency(actor.agency).select_for_update()
        row = rows.filter(pk=section_id).first() if section_id else rows.filter(slug=slug).first()
        if row is None and section_id:
            raise NotFound()
        is_new = row is None
        row = row or Section(agency_id=actor.agency, slug=slug, order=_next_order(actor.agency))
        before = ("" if is_new else row.name, row.order)
        row.name = name
        row.order = row.order if order is None else order
        row.is_active = True if section_id is None else row.is_active
        row.save()
        changes = {"name": (before[0], name), "order": (before[1], row.order)}
        _record(actor, row, "stories.save_section", {k: v for k, v in changes.items() if v[0] != v[1]})
        if not is_new and before[0] != name:
            tell_change(actor, "section", row, old_slugs=[row.slug], old_name=str(before[0]))
    return row.pk


def switch_section(*, actor: Actor, section_id: UUID, is_active: bool) -> None:
    """Close a section for new stories, or open it again; stories that stand in it keep it. Raises `NotFound`."""
    actor.require("stories.manage")
    with transaction.atomic():
        row = Section.objects.for_agency(actor.agency).select_for_update().filter(pk=section_id).first()
        if row is None:
            raise NotFound()
        if row.is_active == is_active:
            return
        row.is_active = is_active
        row.save(update_fields=["is_active"])
        _record(actor, row, "stories.open_section" if is_active else "stories.close_section", {})


def shift_section(*, actor: Actor, section_id: UUID, up: bool) -> None:
    """Let a section change places with its neighbour. Raises `NotFound`."""
    actor.require("stories.manage")
    with transaction.atomic():
        rows = list(Section.objects.for_agency(actor.agency).select_for_update().order_by("order", "name"))
        here = next((place for place, row in enumerate(rows) if row.pk == section_id), None)
        if here is None:
            raise NotFound()
        there = here - 1 if up else here + 1
        if not 0 <= there < len(rows):
            return
        rows[here], rows[there] = rows[there], rows[here]
        for order, row in enumerate(rows, start=1):
            row.order = order
        Section.objects.for_agency(actor.agency).bulk_update(rows, ["order"])
        _record(actor, rows[there], "stories.order_sections", {"order": (here + 1, there + 1)})


def _next_order(agency_id: UUID) -> int:
    last = Section.objects.for_agency(agency_id).aggregate(last=Max("order"))["last"]
    return (last or 0) + 1


def _record(actor: Actor, row: Section, verb: str, changes: dict[str, tuple[object, object]]) -> None:
    audit.record(
        actor=actor, verb=verb, object_key=f"section:{row.pk}", object_label=row.name, changes=changes
    )
