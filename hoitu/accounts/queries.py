"""What is read about people, desks, roles and organisations."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, Value

from hoitu.accounts import data
from hoitu.accounts.models import AccountKind, Desk, Membership, Organisation, OrganisationLink, Person, Role
from hoitu.accounts.policies import OPERATE
from hoitu.kernel import clock
from hoitu.kernel.access import permissions as all_permissions
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotAllowed, NotFound
from hoitu.kernel.scoping import ScopedQuerySet

LINES = ("state_management", "governing")  # the two lines above an agency

FEW = 50  # a longer list of ids costs more to send than the rows of the others to read


def current(at: str = "") -> Q:
    """Return the condition "this membership is in force now"; `at` is the path, e.g. "memberships__"."""
    now = clock.now()
    until = Q(**{f"{at}active_until__isnull": True}) | Q(**{f"{at}active_until__gt": now})
    return Q(**{f"{at}active_from__lte": now}) & until


@dataclass(frozen=True)
class Standing:
    """What a signed-in person is now: the actor, the agencies to choose from, what the roles ask."""

    actor: Actor
    agencies: tuple[data.Organisation, ...]
    mfa_required: bool


def standing(*, person: Person, agency_id: UUID | None) -> Standing:
    """Return the person's standing in the chosen agency, or in the first of theirs when none is chosen."""
    memberships = list(
        Membership.objects.unscoped(why="the person's own memberships")
        .filter(current(), person=person)
        .select_related("agency")
        .order_by("agency__sort_key", "agency_id")
    )
    chosen = next((each for each in memberships if each.agency_id == agency_id), None)
    chosen = chosen or (memberships[0] if memberships else None)
    agencies = tuple(as_organisation(each.agency) for each in memberships)
    if chosen is None:
        permissions = frozenset({OPERATE}) if person.is_operator else frozenset[str]()
        return Standing(Actor(person.id, person.full_name, None, permissions), agencies, person.is_operator)
    actor, mfa_required = _actor(person, chosen)
    return Standing(actor, agencies, mfa_required)


def actor_for(*, person_id: UUID, agency_id: UUID) -> Actor:
    """Return the person as an actor of the agency. Raises `NotAllowed` when they do not work there now."""
    membership = (
        Membership.objects.for_agency(agency_id)
        .filter(current(), person_id=person_id, person__is_active=True)
        .select_related("person")
        .first()
    )
    if membership is None:
        raise NotAllowed()
    return _actor(membership.person, membership)[0]


def working(pairs: Collection[tuple[UUID, UUID]]) -> frozenset[tuple[UUID, UUID]]:
    """Return those of the pairs (agency, person) where the person works for the agency now and may sign in."""
    rows = Membership.objects.unscoped(why="only the pairs that were asked").filter(
        current(), person_id__in={person for _agency, person in pairs}, person__is_active=True
    )
    return frozenset(rows.values_list("agency_id", "person_id")) & frozenset(pairs)


def agencies_of_person(person_id: UUID) -> tuple[UUID, ...]:
    """Return every agency that the person works or worked for."""
    rows = Membership.objects.unscoped(why="all agencies of one person").filter(person_id=person_id)
    return tuple(rows.values_list("agency_id", flat=True))


def _actor(person: Person, membership: Membership) -> tuple[Actor, bool]:
    held: set[str] = {OPERATE} if person.is_operator else set()
    mfa_required = person.is_operator
    roles = Role.objects.for_agency(membership.agency_id).filter(memberships=membership)
    for permissions, role_needs_mfa in roles.values_list("permissions", "mfa_required"):
        held.update(permissions)
        mfa_required = mfa_required or role_needs_mfa
    desks = Desk.objects.for_agency(membership.agency_id).filter(memberships=membership, closed_at=None)
    actor = Actor(
        person_id=person.id,
        name=person.full_name,
        agency_id=membership.agency_id,
        permissions=_kept_once(frozenset(held)),
        desk_ids=frozenset(desks.values_list("id", flat=True)),
        titles=tuple(map(data.title_label, membership.titles)),
    )
    return actor, mfa_required


@lru_cache(maxsize=256)
def _kept_once(held: frozenset[str]) -> frozenset[str]:
    # Most people hold what a colleague holds: hundreds of open editors share a few sets.
    return held


def held_by(person: Person) -> frozenset[str]:
    """Return everything the person may do now, in whatever agency, also as operator of the installation."""
    held = {OPERATE} if person.is_operator else set[str]()
    own = Membership.objects.unscoped(why="all agencies of one person").filter(current(), person=person)
    roles = Role.objects.unscoped(why="all roles of one person").filter(memberships__in=own)
    for permissions in roles.values_list("permissions", flat=True):
        held.update(permissions)
    return frozenset(held)


def memberships_of(*, agency_id: UUID, with_former: bool = False) -> ScopedQuerySet[Membership]:
    """Return the agency's memberships with people, desks and roles loaded, in the order people are listed."""
    found = Membership.objects.for_agency(agency_id).select_related("person")
    if not with_former:
        found = found.filter(current(), person__is_active=True)
    return found.prefetch_related("desks", "roles").order_by("person__sort_key", "person_id")


def people_of(*, agency_id: UUID, ids: Iterable[UUID] | None = None) -> tuple[data.Person, ...]:
    """Return the people who work for the agency now, by given name."""
    found = memberships_of(agency_id=agency_id).prefetch_related(None).prefetch_related("desks")
    found = found.exclude(person__kind=AccountKind.SERVICE)
    if ids is not None:
        found = found.filter(person_id__in=ids)
    return tuple(map(as_person, found))


def members_on(*, agency_ids: Iterable[UUID], on: date) -> tuple[data.Member, ...]:
    """Return who worked for these agencies on a day in Vietnam, by given name; services are nobody."""
    found = (
        _working_on(on)
        .filter(agency_id__in=set(agency_ids))
        .annotate(keys=ArrayAgg("roles__key", filter=~Q(roles__key=""), default=Value([])))
        .order_by("person__sort_key", "person_id")
        .values_list("agency_id", "person_id", "person__full_name", "titles", "keys")
    )
    # Columns, not models: a country has tens of thousands of them.
    return tuple(
        data.Member(agency_id, person_id, name, tuple(titles), tuple(keys))
        for agency_id, person_id, name, titles, keys in found
    )


def agencies_with_shared_people(*, agency_ids: Iterable[UUID], on: date) -> set[UUID]:
    """Return those of these agencies for which somebody works on a day who works for another agency, too."""
    rows = _working_on(on).order_by()
    several = rows.values("person_id").annotate(places=Count("agency_id", distinct=True)).filter(places__gt=1)
    shared = rows.filter(person_id__in=several.values("person_id"))
    return set(shared.values_list("agency_id", flat=True)) & set(agency_ids)


def _working_on(on: date) -> ScopedQuerySet[Membership]:
    begins = datetime.combine(on, time(), clock.VIETNAM)
    return (
        Membership.objects.unscoped(why="figures of the agencies asked about")
        .filter(active_from__lt=begins + timedelta(days=1))
        .filter(Q(active_until__isnull=True) | Q(active_until__gt=begins))
        .exclude(person__kind=AccountKind.SERVICE)
    )


def agencies_sharing_people(*, agency_id: UUID) -> set[UUID]:
    """Return the other agencies for which somebody of this one works or worked."""
    rows = Membership.objects.unscoped(why="the same people elsewhere")
    people = rows.filter(agency_id=agency_id).values("person_id")
    return set(rows.filter(person_id__in=people).values_list("agency_id", flat=True)) - {agency_id}


def people_with(*, agency_id: UUID, permission: str) -> tuple[data.Person, ...]:
    """Return the people of the agency who hold the permission now."""
    roles = Role.objects.for_agency(agency_id).filter(permissions__contains=permission)
    found = memberships_of(agency_id=agency_id).prefetch_related(None).prefetch_related("desks")
    found = found.exclude(person__kind=AccountKind.SERVICE)
    return tuple(map(as_person, found.filter(roles__in=roles).distinct()))


def person(*, person_id: UUID) -> data.Person:
    """Return a person whatever agency they work for. Raises `NotFound`."""
    found = Person.objects.filter(pk=person_id).first()
    if found is None:
        raise NotFound()
    return _person(found)


def names_of(*, person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return full names by id in one query; ids that nobody has are left out."""
    return dict(Person.objects.filter(pk__in=set(person_ids)).values_list("id", "full_name"))


def emails_of(*, person_ids: Iterable[UUID]) -> tuple[str, ...]:
    """Return the addresses of people in one query; ids that nobody has are left out."""
    found = Person.objects.filter(pk__in=set(person_ids)).order_by("email")
    return tuple(found.values_list("email", flat=True))


def desks(*, agency_id: UUID) -> tuple[data.Desk, ...]:
    """Return the agency's open desks in their order."""
    found = Desk.objects.for_agency(agency_id).filter(closed_at=None)
    return tuple(data.Desk(desk.id, desk.name, desk.short_name) for desk in found)


def roles(*, agency_id: UUID) -> tuple[data.Role, ...]:
    """Return the agency's roles in their order."""
    return tuple(
        data.Role(role.id, role.key, role.name, frozenset(role.permissions), role.mfa_required)
        for role in Role.objects.for_agency(agency_id)
    )


def organisation(*, organisation_id: UUID) -> data.Organisation:
    """Return one organisation. Raises `NotFound`."""
    found = Organisation.objects.filter(pk=organisation_id).first()
    if found is None:
        raise NotFound()
    return as_organisation(found)


def organisations(*, ids: Iterable[UUID]) -> dict[UUID, data.Organisation]:
    """Return several organisations by id in one query."""
    return {row.id: as_organisation(row) for row in Organisation.objects.filter(pk__in=set(ids))}


def agencies() -> tuple[data.Organisation, ...]:
    """Return every press agency of the installation, for jobs and operators."""
    return tuple(map(as_organisation, Organisation.objects.filter(kind="press_agency")))


def known_organisations() -> tuple[data.Organisation, ...]:
    """Return every body that this installation knows, whatever its kind and dates."""
    return tuple(map(as_organisation, Organisation.objects.all()))


def press_agencies(
    *, on: date, below: UUID | None = None, kind: str = "state_management"
) -> tuple[data.Organisation, ...]:
    """Return the press agencies that existed on a day; `below`: only those under that body by links of the kind."""
    rows = Organisation.objects.filter(in_force(on), kind="press_agency")
    if below is None:
        return tuple(map(as_organisation, rows))
    under = _under(below, (kind,), on)
    if len(under) <= FEW:
        rows = rows.filter(pk__in=under)
    return tuple(as_organisation(row) for row in rows if row.pk in under)


def press_agency_ids(*, on: date, below: UUID, kinds: Iterable[str]) -> set[UUID]:
    """Return the press agencies under a body by links of any one of the kinds; nothing but their ids is read."""
    under = {each for kind in kinds for each in _under(below, (kind,), on)}
    rows = Organisation.objects.filter(in_force(on), kind="press_agency")
    if len(under) <= FEW:
        rows = rows.filter(pk__in=under)
    return set(rows.order_by().values_list("pk", flat=True)) & under


def agencies_below(*, organisation_id: UUID, on: date) -> tuple[data.Organisation, ...]:
    """Return the press agencies that the organisation manages or governs on a day, without itself, by name."""
    under = press_agency_ids(on=on, below=organisation_id, kinds=LINES) - {organisation_id}
    return tuple(map(as_organisation, Organisation.objects.filter(pk__in=under)))


def bodies_above(*, organisation_id: UUID, on: date) -> tuple[data.Organisation, ...]:
    """Return every body that manages or governs the organisation on a day, each once."""
    found = {row.id: row for kind in LINES for row in line(organisation_id=organisation_id, kind=kind, on=on)}
    return tuple(found.values())


def below(*, organisation_id: UUID, on: date) -> tuple[data.Organisation, ...]:
    """Return every body, of whatever kind, that stood under the organisation on a day by either line of authority."""
    under = _under(organisation_id, LINES, on) - {organisation_id}
    return tuple(map(as_organisation, Organisation.objects.filter(in_force(on), pk__in=under)))


def _under(body_id: UUID, kinds: Iterable[str], on: date) -> set[UUID]:
    """Return a body and all below it. One query for every level: a list of ids per level costs more to send."""
    links = OrganisationLink.objects.filter(in_force(on), kind__in=kinds).order_by()
    children: dict[UUID, list[UUID]] = defaultdict(list)
    for child, parent in links.values_list("from_organisation_id", "to_organisation_id"):
        children[parent].append(child)
    under, frontier = {body_id}, [body_id]
    while frontier:
        fresh = [each for each in children.get(frontier.pop(), ()) if each not in under]
        under.update(fresh)
        frontier += fresh
    return under


def line(*, organisation_id: UUID, kind: str, on: date) -> tuple[data.Organisation, ...]:
    """Return who stands above the organisation on a day, nearest first: "governing" or "state_management"."""
    above: list[data.Organisation] = []
    seen = {organisation_id}
    at = organisation_id
    while link := (
        OrganisationLink.objects.filter(in_force(on), from_organisation_id=at, kind=kind)
        .exclude(to_organisation_id__in=seen)
        .select_related("to_organisation")
        .first()
    ):
        above.append(as_organisation(link.to_organisation))
        at = link.to_organisation_id
        seen.add(at)
    return tuple(above)


def lines(
    *, organisation_ids: Iterable[UUID], kind: str, on: date
) -> dict[UUID, tuple[data.Organisation, ...]]:
    """Return the `line` of each of several organisations; one query, however many they are."""
    links = OrganisationLink.objects.filter(in_force(on), kind=kind).order_by("pk")
    parents: dict[UUID, list[Organisation]] = defaultdict(list)
    for link in links.select_related("to_organisation"):
        parents[link.from_organisation_id].append(link.to_organisation)

    def above(start: UUID) -> Iterator[data.Organisation]:
        at, seen = start, {start}
        while parent := next((row for row in parents[at] if row.pk not in seen), None):
            yield as_organisation(parent)
            at = parent.pk
            seen.add(at)

    return {one: tuple(above(one)) for one in organisation_ids}


def successors(*, organisation_id: UUID, on: date) -> tuple[data.Organisation, ...]:
    """Return who has taken the organisation's place by a day. A succession without a day holds once it has ended."""
    row = Organisation.objects.filter(pk=organisation_id).first()
    if row is None:
        return ()
    lives = row.valid_until is not None and row.valid_until > on
    links = OrganisationLink.objects.filter(in_force(on), from_organisation=row, kind="successor")
    if lives:
        links = links.filter(valid_from__isnull=False)
    found = links.select_related("to_organisation").order_by("to_organisation__sort_key", "pk")
    return tuple(as_organisation(link.to_organisation) for link in found)


def in_force(on: date) -> Q:
    """Return the condition "this row's period contains the day"."""
    since = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    return since & (Q(valid_until__isnull=True) | Q(valid_until__gt=on))


def known_codes() -> frozenset[str]:
    """Return the codes of all permissions that roles may hold."""
    return frozenset(permission.code for permission in all_permissions())


def as_organisation(row: Organisation) -> data.Organisation:
    """Return the stored organisation as the record that crosses the door."""
    return data.Organisation(
        id=row.id,
        kind=row.kind,
        name=row.name,
        short_name=row.short_name,
        slug=row.slug,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        address=row.address,
        phone=row.phone,
        email=row.email,
        province=row.province,
    )


def as_person(membership: Membership) -> data.Person:
    """Return a member as the record that crosses the door; desks must be prefetched."""
    desk_ids = frozenset(desk.id for desk in membership.desks.all())
    return _person(membership.person, tuple(membership.titles), desk_ids)


def _person(
    row: Person, titles: tuple[str, ...] = (), desk_ids: frozenset[UUID] = frozenset()
) -> data.Person:
    return data.Person(
        id=row.id,
        full_name=row.full_name,
        email=row.email,
        phone=row.phone,
        language=row.language,
        is_active=row.is_active,
        titles=titles,
        desk_ids=desk_ids,
    )
