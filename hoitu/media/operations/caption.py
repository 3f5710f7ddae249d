"""Give a video or recording captions of a language, or take them away."""

import hashlib
import re
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.storage import store
from hoitu.media.adapters.moving import captions
from hoitu.media.data import Asset
from hoitu.media.models import AssetRow, RenditionRow
from hoitu.media.operations.hold import refuse_held
from hoitu.media.operations.holding_bytes import taking_in
from hoitu.media.operations.recognise import index_cues
from hoitu.media.queries import as_data

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-zA-Z]{2,8})?")
LASTING_KINDS = ("video", "audio")


def set_captions(*, actor: Actor, asset_id: UUID, language: str, data: bytes) -> Asset:
    """Replace the captions of a language by a WebVTT or SRT file; no bytes take them away.

    Pages that stand keep theirs until their story is released again. Raises `UnreadableCaptions`, `BadInput`,
    `NotFound`, `NotAllowed`.
    """
    actor.require("media.edit")
    if not _LANGUAGE.fullmatch(language):
        raise BadInput(_("Chưa rõ ngôn ngữ của phụ đề. Hãy chọn một ngôn ngữ trong danh sách."))
    written = captions.write_vtt(captions.read(data)).encode() if data.strip() else b""
    name, sha256 = f"captions/{language}.vtt", hashlib.sha256(written).hexdigest()
    key = f"media/{sha256[:2]}/{sha256}.vtt"
    with transaction.atomic():
        taking_in()
        if written and not store().exists(key):
            store().put(key, written)
        row = AssetRow.objects.for_agency(actor.agency).select_for_update().filter(pk=asset_id).first()
        if row is None:
            raise NotFound()
        if row.kind not in LASTING_KINDS:
            raise BadInput(_("Chỉ video và bản ghi âm mới có phụ đề."))
        files = RenditionRow.objects.for_agency(actor.agency).filter(asset=row, name=name)
        before = files.values_list("sha256", flat=True).first() or ""
        after = sha256 if written else ""
        if before != after:
            refuse_held(row)
            files.delete()
            if written:
                RenditionRow.objects.for_agency(actor.agency).create(
                    asset=row, name=name, format="vtt", width=0, height=0,
                    key=key, sha256=sha256, size_bytes=len(written),
                )  # fmt: skip
            index_cues(row)
            audit.record(
                actor=actor,
                verb="media.caption",
                object_key=f"asset:{row.pk}",
                object_label=str(row)[:200],
                changes={
                    "captions": (f"{language} {before[:12]}".strip(), f"{language} {after[:12]}".strip())
                },
            )
    return as_data(AssetRow.objects.for_agency(actor.agency).prefetch_related("renditions").get(pk=asset_id))
