"""The rights of files, many in few queries."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from hoitu.kernel import clock
from hoitu.media.data import (
    Asset,
    Consent,
    Cost,
    EndingRights,
    FileForRelease,
    Lease,
    Place,
    Rights,
    Standing,
    Usability,
    Use,
    Verdict,
)
from hoitu.media.models import (
    AssetRights,
    AssetRow,
    ConsentRow,
    LeaseRow,
    RightsOverride,
    Supplier,
    UsageCategory,
    UseRow,
)
from hoitu.media.queries.assets import as_data
from hoitu.media.queries.required import REQUIRABLE, lacks_of, required_fields
from hoitu.media.usability import LACKS, standing, usability

# More files in use than this are looked through by the report's next pages, never at once.
MOST_IN_REPORT = 500
Said = Mapping[UUID, Collection[str]]
NOTHING_SAID: Said = {}


def rights_of(
    *,
    agency_id: UUID,
    asset_ids: Iterable[UUID],
    at: datetime | None = None,
    key: str = "",
    said: Said = NOTHING_SAID,
) -> dict[UUID, Rights]:
    """Return the rights of those of the files that exist in the agency, by id.

    `key` names the release that would show them together: what it used this month is not counted again, and files
    of one supplier take their places in the month's quota one after the other.
    """
    at, ids = at or clock.now(), list(asset_ids)
    if not ids:
        return {}
    files = AssetRow.objects.for_agency(agency_id).filter(pk__in=ids)
    words_of = {
        each["pk"]: each
        for each in files.order_by("pk").values("pk", "rights_note", "kind", "state", *REQUIRABLE)
    }
    required = required_fields(agency_id=agency_id)
    rows = {
        row.pk: row
        for row in AssetRights.objects.for_agency(agency_id)
        .filter(pk__in=ids)
        .select_related("category", "supplier")
    }
    leases, consents = _leases(agency_id, rows), _consents(agency_id, rows)
    suppliers = {row.supplier_id for row in rows.values() if row.supplier and row.supplier.quota_per_month}
    used = uses_in_month(agency_id=agency_id, at=at, supplier_ids={one for one in suppliers if one})
    counted = _counted(agency_id, at, key, ids) if suppliers and key else set()
    found: dict[UUID, Rights] = {}
    for asset_id, words in words_of.items():
        row, note = rows.get(asset_id), words["rights_note"]
        lacks = lacks_of(words, required, said.get(asset_id, ()))
        is_binned = words["state"] == AssetRow.State.BINNED
        if row is None:
            found[asset_id] = Rights(asset_id, rights_note=note, lacks=lacks, is_binned=is_binned)
            continue
        found[asset_id] = replace(
            _as_rights(row, note),
            leases=tuple(leases[asset_id]),
            consents=tuple(consents[asset_id]),
            lacks=lacks,
            quota_used=used[row.supplier_id] if row.supplier_id else 0,
            counted_on=clock.local(at).date(),
            is_counted=asset_id in counted,
            is_binned=is_binned,
        )
        if key and row.supplier_id and asset_id not in counted:
            used[row.supplier_id] += 1
    return found


def standings(
    *, agency_id: UUID, asset_ids: Iterable[UUID], at: datetime | None = None, said: Said = NOTHING_SAID
) -> dict[UUID, Standing]:
    """Return how each file stands for every place of publishing; `said`: what a story says of it itself."""
    at = at or clock.now()
    found = rights_of(agency_id=agency_id, asset_ids=asset_ids, at=at, said=said)
    return {asset_id: standing(rights, at) for asset_id, rights in found.items()}


def usability_of(
    *, agency_id: UUID, asset_ids: Iterable[UUID], place: Place, at: datetime | None = None
) -> dict[UUID, Usability]:
    """Return whether each file may be used at the place."""
    at = at or clock.now()
    found = rights_of(agency_id=agency_id, asset_ids=asset_ids, at=at)
    return {asset_id: usability(rights, place, at) for asset_id, rights in found.items()}


def files_for_release(
    *,
    agency_id: UUID,
    asset_ids: Iterable[UUID],
    place: Place,
    key: str,
    at: datetime | None = None,
    said: Said = NOTHING_SAID,
) -> list[FileForRelease]:
    """Return each file of a release with whether it may go out there then, and who overrode a refusal.

    `said`: what the release says of a file itself.
    """
    at = at or clock.now()
    rights = rights_of(agency_id=agency_id, asset_ids=asset_ids, at=at, key=key, said=said)
    overrides = {
        row.asset_id: row
        for row in RightsOverride.objects.for_agency(agency_id).filter(key=key, asset_id__in=list(rights))
    }
    names = {
        row.pk: str(row)
        for row in AssetRow.objects.for_agency(agency_id).filter(pk__in=list(rights)).order_by("added_at")
    }
    found = []
    for asset_id, name in names.items():
        given, row = usability(rights[asset_id], place, at), overrides.get(asset_id)
        holds = row is not None and given.refused_codes and given.refused_codes <= set(row.codes)
        found.append(
            FileForRelease(
                asset_id,
                name,
                given,
                row.made_by_name if row and holds else "",
                row.reason if row and holds else "",
            )
        )
    return found


def uses_of(*, agency_id: UUID, asset_ids: Collection[UUID], open_only: bool = False) -> list[Use]:
    """Return where the files stand or stood before readers, newest first."""
    rows = UseRow.objects.for_agency(agency_id).filter(asset_id__in=list(asset_ids))
    if open_only:
        rows = rows.filter(until_at=None)
    return [_as_use(row) for row in rows]


def uses_in_month(*, agency_id: UUID, at: datetime, supplier_ids: Collection[UUID]) -> Counter[UUID]:
    """Count the uses of each supplier's files in the Vietnamese month of `at`: a file once in each release."""
    if not supplier_ids:
        return Counter()
    first = clock.local(at).date().replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    rows = (
        UseRow.objects.for_agency(agency_id)
        .filter(
            asset__rights__supplier_id__in=supplier_ids,
            from_at__gte=clock.end_of_day(first - timedelta(days=1)),
            from_at__lt=clock.end_of_day(following - timedelta(days=1)),
        )
        .order_by()
        .values_list("asset__rights__supplier_id", "asset_id", "key")
        .distinct()
    )
    return Counter(supplier_id for supplier_id, _asset, _key in rows)


def categories_of(*, agency_id: UUID) -> list[UsageCategory]:
    """Return the agency's usage categories in their order."""
    return list(UsageCategory.objects.for_agency(agency_id))


def suppliers_of(*, agency_id: UUID) -> list[Supplier]:
    """Return the agency's suppliers by name."""
    return list(Supplier.objects.for_agency(agency_id))


def ended_in_use(*, agency_id: UUID, at: datetime | None = None) -> list[EndingRights]:
    """Return files that readers have although their rights no longer allow it, with every such place.

    A use that somebody let go out against just these refusals is none of them.
    """
    at = at or clock.now()
    ids = list(
        AssetRights.objects.for_agency(agency_id)
        .filter(asset__uses__until_at=None, asset__uses__isnull=False)
        .order_by("pk")
        .values_list("pk", flat=True)
        .distinct()
    )
    rights = rights_of(agency_id=agency_id, asset_ids=ids, at=at)
    overrides: dict[tuple[UUID, str], set[str]] = {
        (row.asset_id, row.key): set(row.codes)
        for row in RightsOverride.objects.for_agency(agency_id).filter(asset_id__in=ids)
    }
    stopped: dict[UUID, list[tuple[Use, Usability]]] = defaultdict(list)
    for use in uses_of(agency_id=agency_id, asset_ids=ids, open_only=True):
        given = usability(rights[use.asset_id], use.place, at)
        # A spent quota and missing words end nothing.
        codes = {code for code in given.refused_codes if code != "quota" and not code.startswith(LACKS)}
        left = codes - overrides.get((use.asset_id, use.key), set())
        if left:
            stopped[use.asset_id].append((use, given))
    assets = _assets(agency_id, stopped)
    return [
        EndingRights(
            assets[asset_id],
            None,
            tuple(dict.fromkeys(_refusals(given) for _use, given in found)),
            tuple(use for use, _given in found),
        )
        for asset_id, found in stopped.items()
    ][:MOST_IN_REPORT]


def ending_rights(*, agency_id: UUID, days: int, at: datetime | None = None) -> list[EndingRights]:
    """Return files that become unusable somewhere within so many days, the soonest first, with their open uses."""
    at = at or clock.now()
    horizon = at + timedelta(days=days)
    leases = LeaseRow.objects.for_agency(agency_id)
    ids = set(
        leases.filter(allows=True, until_at__gt=at, until_at__lte=horizon).values_list("asset_id", flat=True)
    ) | set(
        leases.filter(allows=False, from_at__gt=at, from_at__lte=horizon).values_list("asset_id", flat=True)
    )
    ends: dict[UUID, tuple[datetime, tuple[str, ...]]] = {}
    for asset_id, rights in rights_of(agency_id=agency_id, asset_ids=ids, at=at).items():
        edges = sorted(
            edge
            for lease in rights.leases
            if (edge := lease.until_at if lease.allows else lease.from_at) and at < edge <= horizon
        )
        now = standing(rights, at)
        for edge in edges:
            then = standing(rights, edge)
            if set(then.refused_places) - set(now.refused_places):
                ends[asset_id] = (edge, then.sentences)
                break
    assets = _assets(agency_id, ends)
    uses: dict[UUID, list[Use]] = defaultdict(list)
    for use in uses_of(agency_id=agency_id, asset_ids=list(ends), open_only=True):
        uses[use.asset_id].append(use)
    return [
        EndingRights(assets[asset_id], edge, sentences, tuple(uses[asset_id]))
        for asset_id, (edge, sentences) in sorted(ends.items(), key=lambda each: (each[1][0], each[0]))
    ][:MOST_IN_REPORT]


def _refusals(given: Usability) -> str:
    return " ".join(reason.sentence for reason in given.reasons if reason.verdict == Verdict.REFUSED)


def _assets(agency_id: UUID, ids: Collection[UUID]) -> dict[UUID, Asset]:
    rows = AssetRow.objects.for_agency(agency_id).filter(pk__in=list(ids)).prefetch_related("renditions")
    return {row.pk: as_data(row) for row in rows}


def _as_rights(row: AssetRights, note: str) -> Rights:
    category, supplier = row.category, row.supplier
    # The nearest word about the cost holds: the file's own, its supplier's, its category's.
    said = next((one for one in (row, supplier, category) if one is not None and one.cost), None)
    return Rights(
        asset_id=row.pk,
        category=category.name if category else "",
        category_verdict=Verdict(category.verdict) if category else Verdict.ALLOWED,
        category_note=category.note if category else "",
        rights_note=note,
        supplier=supplier.name if supplier else "",
        cost=Cost(said.cost) if said else Cost.UNKNOWN,
        cost_note=said.cost_note if said else "",
        quota_per_month=supplier.quota_per_month if supplier else None,
        over_quota_refuses=supplier.over_quota_refuses if supplier else False,
        embargo_until=row.embargo_until,
        do_not_use=row.do_not_use,
        do_not_use_because=row.do_not_use_because,
    )


def _leases(agency_id: UUID, ids: Collection[UUID]) -> dict[UUID, list[Lease]]:
    found: dict[UUID, list[Lease]] = defaultdict(list)
    for row in LeaseRow.objects.for_agency(agency_id).filter(asset_id__in=list(ids)) if ids else ():
        places = tuple(Place(place) for place in row.places)
        found[row.asset_id].append(Lease(row.pk, row.allows, row.from_at, row.until_at, places, row.note))
    return found


def _consents(agency_id: UUID, ids: Collection[UUID]) -> dict[UUID, list[Consent]]:
    found: dict[UUID, list[Consent]] = defaultdict(list)
    for row in ConsentRow.objects.for_agency(agency_id).filter(asset_id__in=list(ids)) if ids else ():
        found[row.asset_id].append(
            Consent(
                row.pk, row.person_name, row.kind, row.is_minor, row.note, row.document_id, row.withdrawn_at
            )
        )
    return found


def _counted(agency_id: UUID, at: datetime, key: str, ids: list[UUID]) -> set[UUID]:
    first = clock.local(at).date().replace(day=1)
    rows = UseRow.objects.for_agency(agency_id).filter(
        key=key, asset_id__in=ids, from_at__gte=clock.end_of_day(first - timedelta(days=1))
    )
    return set(rows.values_list("asset_id", flat=True))


def _as_use(row: UseRow) -> Use:
    return Use(
        asset_id=row.asset_id,
        key=row.key,
        subject=row.subject,
        title=row.title,
        channel=row.channel,
        place=Place(row.place),
        path=row.path,
        from_at=row.from_at,
        until_at=row.until_at,
        overridden_by=row.overridden_by,
        override_reason=row.override_reason,
    )
