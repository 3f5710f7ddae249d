"""Rights of files over HTTP: whether and where one may be used, and where it was."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from hoitu.kernel import clock
from hoitu.kernel.rest import REFUSALS, Instant, Line, ShortLine, acting
from hoitu.media import api
from hoitu.media.data import PUBLISHING, Rights, Standing, Use
from hoitu.media.usability import usability

router = Router(tags=["media"])

PlaceName = Literal["web", "print", "broadcast", "wire", "social", "archive"]


class StandingOut(Schema):
    """How a file stands for every place of publishing; `refused` only when it is refused at each."""

    verdict: str
    refused_places: list[str]
    reasons: list[str]

    @classmethod
    def of(cls, standing: Standing) -> "StandingOut":
        return cls(
            verdict=standing.verdict,
            refused_places=list(standing.refused_places),
            reasons=list(standing.sentences),
        )


class LeaseIn(Schema):
    """Days on which use is allowed or denied, both included; no last day: for good; no places: everywhere."""

    allows: bool
    from_date: date
    until_date: date | None = None
    places: list[PlaceName] = Field(default_factory=list)
    note: Line = ""


class LeaseOut(Schema):
    """A lease: `from_at` up to `until_at`, without it."""

    id: UUID
    allows: bool
    from_at: datetime
    until_at: datetime | None
    places: list[str]
    note: str


class ConsentIn(Schema):
    """What a person who is shown said to it."""

    person_name: Annotated[Line, Field(min_length=1)]
    kind: Literal["written", "spoken", "guardian", "not_needed", "pending"]
    is_minor: bool = False
    note: Line = ""
    document_id: UUID | None = None


class ConsentOut(Schema):
    """A person who is shown, and what they said."""

    id: UUID
    person_name: str
    kind: str
    is_minor: bool
    note: str
    document_id: UUID | None
    withdrawn_at: datetime | None


class PlaceOut(Schema):
    """Whether the file may be used at a place now, why not, and until when that holds."""

    place: str
    verdict: str
    reasons: list[str]
    cost: str
    until: datetime | None
    override: str


class RightsOut(Schema):
    """All that is written down about the rights of a file, and what follows now."""

    category: str
    supplier: str
    cost: str
    cost_note: str
    embargo_until: datetime | None
    do_not_use_because: str
    leases: list[LeaseOut]
    consents: list[ConsentOut]
    places: list[PlaceOut]

    @classmethod
    def of(cls, rights: Rights) -> "RightsOut":
        now = clock.now()
        found = [(place, usability(rights, place, now)) for place in PUBLISHING]
        names = ("category", "supplier", "cost", "cost_note", "embargo_until", "do_not_use_because")
        return cls(
            **{name: getattr(rights, name) for name in names},
            leases=[
                LeaseOut(
                    id=one.id,
                    allows=one.allows,
                    from_at=one.from_at,
                    until_at=one.until_at,
                    places=list(one.places),
                    note=one.note,
                )
                for one in rights.leases
            ],
            consents=[ConsentOut(**vars(one)) for one in rights.consents],
            places=[
                PlaceOut(
                    place=place,
                    verdict=one.verdict,
                    reasons=[reason.sentence for reason in one.reasons],
                    cost=one.cost,
                    until=one.until,
                    override=one.override,
                )
                for place, one in found
            ],
        )


class RightsIn(Schema):
    """The rights of a file from now on; category and supplier by the names that the agency gave them, "": none."""

    category: Line = ""
    supplier: Line = ""
    cost: Literal["", "free", "conditional", "pay"] = ""
    cost_note: Line = ""
    embargo_until: Instant | None = None
    do_not_use_because: Line = ""
    leases: Annotated[list[LeaseIn], Field(max_length=50)] = Field(default_factory=list)


class UseOut(Schema):
    """Where a file stands, or stood, before readers. `subject` names the story, `key` the release."""

    key: ShortLine
    subject: str
    title: str
    channel: str
    place: str
    from_at: datetime
    until_at: datetime | None
    overridden_by: str
    override_reason: str

    @classmethod
    def of(cls, use: Use) -> "UseOut":
        return cls(**{name: getattr(use, name) for name in cls.model_fields})


@router.get("/assets/{uuid:asset_id}/rights", response={200: RightsOut, **REFUSALS})
def get_rights(request: HttpRequest, asset_id: UUID) -> RightsOut:
    """Return the rights of a file and where it may be used now. Needs `media.read`."""
    return _rights(acting(request, "media.read").agency, asset_id)


@router.put("/assets/{uuid:asset_id}/rights", response={200: RightsOut, **REFUSALS})
def set_rights(request: HttpRequest, asset_id: UUID, given: RightsIn) -> RightsOut:
    """Replace the rights of a file and its leases; consents stay. Needs `media.edit`."""
    actor = acting(request, "media.edit")
    api.set_rights_by_name(
        actor=actor,
        asset_id=asset_id,
        leases=[
            api.NewLease(one.allows, one.from_date, one.until_date, api.places_from(one.places), one.note)
            for one in given.leases
        ],
        **given.model_dump(exclude={"leases"}),
    )
    return _rights(actor.agency, asset_id)


@router.post("/assets/{uuid:asset_id}/consents", response={201: RightsOut, **REFUSALS})
def add_consent(request: HttpRequest, asset_id: UUID, given: ConsentIn) -> Status[RightsOut]:
    """Write down what a person who is shown said to it. Needs `media.edit`."""
    actor = acting(request, "media.edit")
    api.add_consent(actor=actor, asset_id=asset_id, **given.model_dump())
    return Status(201, _rights(actor.agency, asset_id))


@router.get("/assets/{uuid:asset_id}/uses", response={200: list[UseOut], **REFUSALS})
def list_uses(request: HttpRequest, asset_id: UUID) -> list[UseOut]:
    """Return where a file stands or stood before readers, newest first. Needs `media.read`."""
    actor = acting(request, "media.read")
    api.asset(agency_id=actor.agency, asset_id=asset_id)
    return [UseOut.of(use) for use in api.uses_of(agency_id=actor.agency, asset_ids=[asset_id])]


def _rights(agency_id: UUID, asset_id: UUID) -> RightsOut:
    api.asset(agency_id=agency_id, asset_id=asset_id)
    return RightsOut.of(api.rights_of(agency_id=agency_id, asset_ids=[asset_id])[asset_id])
