"""Keep the sections (chuyên mục) of an agency."""

from uuid import UUID

from django.db import transaction

from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.text import nfc, slugify
from hoitu.stories.models import Section


def save_section(
    *, actor: Actor, name: str, section_id: UUID | None = None, slug: str = "", order: int = 0
) -> UUID:
    """Open a section of the actor's agency or rename it; the same address twice is one section."""
    actor.require("stories.manage")
    name = nfc(name.strip())
    slug = slugify(slug or name)
    with transaction.atomic():
        rows = Section.objects.for_agency(actor.agency).select_for_update()
        row = rows.filter(pk=section_id).first() if section_id else rows.filter(slug=slug).first()
        if row is None and section_id:
            raise NotFound()
        row = row or Section(agency_id=actor.agency, slug=slug)
        before = (row.name, row.order)
        row.name, row.order, row.is_active = name, order, True
        row.save()
        audit.record(
            actor=actor,
            verb="stories.save_section",
            object_key=f"section:{row.pk}",
            object_label=row.name,
            changes={"name": (before[0], name), "order": (before[1], order)},
        )
    return row.pk
