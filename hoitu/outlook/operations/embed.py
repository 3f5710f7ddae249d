"""Let a website show one figure of a plan, and take that back."""

from collections.abc import Iterable
from urllib.parse import urlsplit
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from hoitu.audit import api as audit
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import BadInput, NotFound
from hoitu.kernel.turns import take_turn
from hoitu.outlook.data import EmbedKind
from hoitu.outlook.models import Embed
from hoitu.strategy import api as strategy

SALT = "outlook.embed"
MOST_ORIGINS = 10
MOST_EMBEDS = 200
LONGEST_ADDRESS = 200


@transaction.atomic
def make_embed(*, actor: Actor, measure_id: UUID, kind: str, origins: Iterable[str]) -> UUID:
    """Let these websites show a figure of a plan for which the actor's organisation answers.

    The same asked again is one embed.

    Raises `NotFound` for a measure of somebody else's plan, of a draft, or that counts no units, `BadInput` for a
    website that is none.
    """
    actor.require("outlook.embed")
    value = strategy.published_value(measure_id, owner_id=actor.agency)
    if value is None or value.verdict is None or value.verdict.of != "units":
        raise NotFound()
    if kind not in set(EmbedKind):
        raise BadInput(_("Hãy chọn hình thức nhúng."))
    wanted = clean_origins(origins)
    if there := _same_embed(actor.agency, measure_id, kind, wanted):
        return there
    if Embed.objects.for_agency(actor.agency).filter(revoked_at=None).count() >= MOST_EMBEDS:
        raise BadInput(_("Đơn vị đã có quá nhiều địa chỉ nhúng. Hãy thu hồi những địa chỉ không còn dùng."))
    row = Embed.objects.for_agency(actor.agency).create(
        agency_id=actor.agency,
        measure_id=measure_id,
        kind=kind,
        origins=wanted,
        made_at=clock.now(),
        made_by_name=actor.name,
    )
    audit.record(
        actor=actor,
        verb="outlook.embed",
        object_key=f"embed:{row.pk}",
        object_label=value.measure.target.key,
        changes={"origins": ("", ", ".join(wanted)), "kind": ("", kind)},
    )
    return row.pk


@transaction.atomic
def revoke_embed(*, actor: Actor, embed_id: UUID) -> None:
    """End an embed: its address answers no more. A second time changes nothing. Raises `NotFound`."""
    actor.require("outlook.embed")
    rows = Embed.objects.for_agency(actor.agency).select_for_update()
    row = rows.filter(pk=embed_id).first()
    if row is None:
        raise NotFound()
    if row.revoked_at is not None:
        return
    row.revoked_at, row.revoked_by_name = clock.now(), actor.name
    row.save(update_fields=["revoked_at", "revoked_by_name"])
    audit.record(
        actor=actor,
        verb="outlook.revoke",
        object_key=f"embed:{row.pk}",
        object_label=row.measure.target.key,
        changes={"origins": (", ".join(row.origins), "")},
    )


def clean_origins(given: Iterable[str]) -> list[str]:
    """Return websites as a policy names them, "https://so.example". Raises `BadInput` naming what is none."""
    found = list(dict.fromkeys(_origin(word.strip()) for word in given if word.strip()))
    if not found:
        raise BadInput(_("Hãy ghi ít nhất một trang web được nhúng."))
    if len(found) > MOST_ORIGINS:
        raise BadInput(_("Nhiều nhất %(n)d trang web cho một địa chỉ nhúng.") % {"n": MOST_ORIGINS})
    return found


def address_token(embed_id: UUID) -> str:
    """Return what stands in the embed's address: its id and our signature."""
    return signing.Signer(salt=SALT).sign(str(embed_id))


def embed_of(token: str) -> Embed:
    """Return the embed of an address. Raises `NotFound` for a wrong signature and one that was revoked."""
    try:
        embed_id = UUID(signing.Signer(salt=SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        raise NotFound() from None
    rows = Embed.objects.unscoped(why="the signature says which one").select_related("agency")
    row = rows.filter(pk=embed_id, revoked_at=None).first()
    if row is None:
        raise NotFound()
    return row


def _same_embed(agency_id: UUID, measure_id: UUID, kind: str, origins: list[str]) -> UUID | None:
    """Return the embed that shows this there already; two presses come here one after the other."""
    take_turn("embed", agency_id)
    rows = Embed.objects.for_agency(agency_id).filter(revoked_at=None, measure_id=measure_id, kind=kind)
    return next((row.pk for row in rows if set(row.origins) == set(origins)), None)


def _origin(word: str) -> str:
    """A policy's source: scheme and host, a port if one is given. No path, no star, nothing that ends a directive."""
    problem = BadInput(
        _("“%(word)s” không phải địa chỉ trang web. Hãy ghi dạng https://ten-trang.gov.vn.")
        % {"word": word[:80]}
    )
    try:
        parts = urlsplit(word if "://" in word else f"https://{word}")
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except (ValueError, UnicodeError):
        raise problem from None
    is_name = "." in host and all(
        part and part.replace("-", "").isalnum() and not part.startswith("-") for part in host.split(".")
    )
    bare = parts.path in ("", "/") and not parts.query and not parts.fragment and not parts.username
    if len(word) > LONGEST_ADDRESS or parts.scheme != "https" or not is_name or not bare:
        raise problem
    return f"https://{host}" + (f":{port}" if port else "")
