"""Remember where files stand before readers, and who let a refused one go out."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput
from hoitu.kernel.live import notify_live
from hoitu.kernel.text import nfc
from hoitu.media.data import Place
from hoitu.media.models import AssetRow, RightsOverride, UseRow
from hoitu.media.queries.rights import NOTHING_SAID, Said, files_for_release
from hoitu.media.usability import OVERRIDE


def note_uses(
    *,
    agency_id: UUID,
    key: str,
    subject: str,
    title: str,
    channel: str,
    place: Place,
    path: str,
    asset_ids: Collection[UUID],
    at: datetime,
) -> None:
    """Remember that what `key` names shows exactly these files from `at` on; the same again changes nothing.

    None of them: it was taken down.
    """
    with transaction.atomic():
        shown = UseRow.objects.for_agency(agency_id).filter(key=key, until_at=None)
        shown.exclude(asset_id__in=asset_ids).update(until_at=at)
        shown.update(title=title[:300], channel=channel, path=path)
        standing = set(shown.values_list("asset_id", flat=True))
        known = AssetRow.objects.for_agency(agency_id).filter(pk__in=set(asset_ids) - standing)
        fresh = set(known.values_list("pk", flat=True))
        if not fresh:
            return
        files = files_for_release(agency_id=agency_id, asset_ids=fresh, place=place, key=key, at=at)
        UseRow.objects.bulk_create(
            [
                UseRow(
                    asset_id=file.asset_id,
                    key=key,
                    subject=subject,
                    title=title[:300],
                    channel=channel,
                    place=place,
                    path=path,
                    from_at=at,
                    overridden_by=file.overridden_by,
                    override_reason=file.override_reason,
                )
                for file in files
            ],
            ignore_conflicts=True,
        )
        for asset_id in fresh:
            notify_live(agency_id, "media", str(asset_id))


def override_rights(
    *,
    actor: Actor,
    key: str,
    label: str,
    place: Place,
    asset_ids: Collection[UUID],
    reason: str,
    said: Said = NOTHING_SAID,
) -> int:
    """Let the files that rights stop go out in what `key` names, for a written reason; return how many.

    Only what stands against them now is overridden: what comes up later stops the release again. `label` names the
    release in the trail, `said` what it says of a file itself. Raises `BadInput`, `NotAllowed`.
    """
    actor.require(OVERRIDE)
    reason = nfc(reason.strip())[:500]
    if not reason:
        raise BadInput(_("Hãy ghi lý do cho dùng: lý do được lưu cùng lần phát."))
    with transaction.atomic():
        files = files_for_release(
            agency_id=actor.agency, asset_ids=asset_ids, place=place, key=key, said=said
        )
        stopped = [file for file in files if file.is_stopped]
        for file in stopped:
            RightsOverride.objects.create(
                asset_id=file.asset_id,
                key=key,
                codes=sorted(file.usability.refused_codes),
                reason=reason,
                made_by_id=actor.person_id,
                made_by_name=actor.name,
                made_at=clock.now(),
            )
            audit.record(
                actor=actor,
                verb="media.override_rights",
                object_key=f"asset:{file.asset_id}",
                object_label=file.name[:200],
                note=f"{label}: {reason} ({file.usability.sentence})",
            )
    return len(stopped)
