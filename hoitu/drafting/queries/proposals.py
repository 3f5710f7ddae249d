"""Plans in the making, as screens and operations read them. Everything is asked for within one organisation."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from hoitu.accounts import api as accounts
from hoitu.drafting.models import PlanProposal, ProposalItem, ProposalLine
from hoitu.drafting.reviewing.building import Checked, Identity, build_pack
from hoitu.drafting.reviewing.consistency import deviations
from hoitu.drafting.reviewing.fields import DocumentForm, Entry
from hoitu.drafting.reviewing.items import words_of
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.kernel.scoping import ScopedQuerySet
from hoitu.strategy import api as strategy
from hoitu.strategy.data import Deviation, Pack, Span

State = ProposalItem.State
LINES_AROUND = 2
PREVIEW = "ban-soat"  # how a plan is called that has no code yet


@dataclass(frozen=True)
class Review:
    """One proposal with its items and what is still to do. `unchecked` and `incomplete` never hold dropped items."""

    proposal: PlanProposal
    items: tuple[ProposalItem, ...]
    entries: dict[UUID, Entry]
    unchecked: tuple[ProposalItem, ...] = ()
    incomplete: tuple[ProposalItem, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    names: dict[str, str] = field(default_factory=dict)

    @property
    def departures(self) -> list[tuple[str, str]]:
        """Return each departure's sentence with the words of the target that it is about."""
        return [(one.sentence, self.names.get(one.target or one.parent or "", "")) for one in self.deviations]

    @property
    def document(self) -> ProposalItem:
        return next(item for item in self.items if item.kind == ProposalItem.Kind.DOCUMENT)

    @property
    def head(self) -> dict[str, Any]:
        """Return the head of the document as far as it is filled in, days as days."""
        form = self.entries[self.document.pk].form
        form.is_valid()
        return form.cleaned_data

    @property
    def has_targets(self) -> bool:
        return any(
            item.kind == ProposalItem.Kind.TARGET and item.state != State.DROPPED for item in self.items
        )

    @property
    def is_ready(self) -> bool:
        return not self.unchecked and not self.incomplete and self.has_targets

    def of_kind(self, kind: str) -> list[ProposalItem]:
        return [item for item in self.items if item.kind == kind]


def proposals_of(agency_id: UUID) -> ScopedQuerySet[PlanProposal]:
    """Return the organisation's proposals, newest first."""
    return PlanProposal.objects.for_agency(agency_id).select_related("parent", "replaces", "plan")


def proposal_of(agency_id: UUID, proposal_id: UUID) -> PlanProposal:
    """Return one proposal of the organisation. Raises `NotFound`."""
    found = proposals_of(agency_id).filter(pk=proposal_id).first()
    if found is None:
        raise NotFound()
    return found


def being_made(agency_id: UUID, **begun: object) -> UUID | None:
    """Return the proposal that the organisation is at already and that was begun like this, if there is one."""
    states = PlanProposal.State
    rows = PlanProposal.objects.for_agency(agency_id).filter(
        state__in=(states.READING, states.REVIEW, states.SUBMITTED), **begun
    )
    return rows.values_list("pk", flat=True).first()


def item_of(agency_id: UUID, proposal_id: UUID, item_id: UUID) -> ProposalItem:
    """Return one item of a proposal of the organisation. Raises `NotFound`."""
    found = ProposalItem.objects.for_agency(agency_id).filter(pk=item_id, proposal_id=proposal_id)
    item = found.select_related("proposal__parent").first()
    if item is None:
        raise NotFound()
    return item


def review_of(proposal: PlanProposal) -> Review:
    """Return a proposal with everything that its review needs, departures from the parent included."""
    items = tuple(proposal.items.all())
    entries = {item.pk: Entry(item.kind, item.values) for item in items}
    kept = [item for item in items if item.state != State.DROPPED]
    parent = parent_of(proposal)
    pack = _preview(proposal, kept, entries)
    return Review(
        proposal=proposal,
        items=items,
        entries=entries,
        unchecked=tuple(item for item in kept if item.state == State.PROPOSED),
        incomplete=tuple(item for item in kept if not entries[item.pk].is_complete),
        deviations=deviations(pack, parent) if pack else (),
        names=_names(pack, parent) if pack else {},
    )


def parent_of(proposal: PlanProposal) -> Pack | None:
    """Return what the plan says that a proposal adapts, None where it adapts none."""
    return strategy.stored_plan(proposal.parent_id).pack if proposal.parent_id else None


def checked_items(items: Sequence[ProposalItem], entries: dict[UUID, Entry]) -> dict[str, list[Checked]]:
    """Return complete items by kind, as they go into a pack."""
    found: dict[str, list[Checked]] = {}
    for item in items:
        if entries[item.pk].is_complete:
            found.setdefault(item.kind, []).append(Checked(entries[item.pk], item.line))
    return found


def _preview(proposal: PlanProposal, kept: Sequence[ProposalItem], entries: dict[UUID, Entry]) -> Pack | None:
    checked = checked_items(kept, entries)
    if not checked.get(ProposalItem.Kind.DOCUMENT.value):
        return None
    parent = proposal.parent.key if proposal.parent else None
    identity = Identity(PREVIEW, PREVIEW, proposal.file_name, proposal.sha256, "", parent)
    return build_pack(identity, checked)


def _names(pack: Pack, parent: Pack | None) -> dict[str, str]:
    above = {target.id: words_of(target) for target in parent.targets} if parent else {}
    return above | {target.id: target.verbatim for target in pack.targets}


def span_of_items(document: ProposalItem) -> Span:
    """Return the days over which the plan runs, as far as its head is filled in: else this year."""
    form = DocumentForm(document.values)
    form.is_valid()
    given = form.cleaned_data
    year = clock.today().year
    starts, ends = given.get("starts_on") or date(year, 1, 1), given.get("ends_on") or date(year, 12, 31)
    return Span(starts, max(starts, ends), tuple(given.get("phase_years") or ()))


def lines_around(
    proposal: PlanProposal, wanted: Collection[int], *, reach: int = LINES_AROUND
) -> dict[int, list[ProposalLine]]:
    """Return for each line of the file the lines around it, in one query."""
    numbers = {near for line in wanted for near in range(line - reach, line + reach + 1)}
    rows = ProposalLine.objects.for_agency(proposal.agency_id).filter(proposal=proposal, number__in=numbers)
    by_number = {row.number: row for row in rows}
    return {
        line: [by_number[near] for near in range(line - reach, line + reach + 1) if near in by_number]
        for line in wanted
    }


def submitted_to(actor: Actor) -> list[PlanProposal]:
    """Return the plans that agencies below the actor's organisation have submitted and nobody has decided."""
    below = accounts.press_agencies(on=clock.today(), below=actor.agency, kind="governing")
    ids = {row.id for row in below} - {actor.agency}  # nobody decides about the own plan
    return list(
        PlanProposal.objects.unscoped(why="what agencies submit to their governing body")
        .filter(agency_id__in=ids, state=PlanProposal.State.SUBMITTED)
        .select_related("agency", "parent", "replaces")
    )


def submitted_proposal(actor: Actor, proposal_id: UUID) -> PlanProposal:
    """Return one plan that an agency below the actor's organisation has submitted. Raises `NotFound`."""
    found = next((row for row in submitted_to(actor) if row.pk == proposal_id), None)
    if found is None:
        raise NotFound()
    return found
