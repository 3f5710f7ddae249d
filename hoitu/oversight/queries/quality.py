"""What a month's sample says: by item, by desk, and how far the two reviewers agree."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import NotFound
from hoitu.oversight.data import Value
from hoitu.oversight.models import Complaint, Question, Review, Round, Sampled
from hoitu.oversight.policies.sampling import agreement_percent, kappa
from hoitu.oversight.queries.monitor import Part, bounds, tallies


@dataclass(frozen=True)
class Looked:
    """One drawn item with its reviews; `disagreed` are the questions on which the two differ."""

    sampled: Sampled
    reviews: tuple[Review, ...]
    yes: int
    judged: int
    disagreed: tuple[Question, ...]

    @property
    def percent(self) -> int | None:
        """Share of “đạt” among the answers that apply, 0–100 cut."""
        return 100 * self.yes // self.judged if self.judged else None


@dataclass(frozen=True)
class DeskResult:
    """One desk's part of the sample."""

    desk: str
    items: int
    yes: int
    judged: int

    @property
    def percent(self) -> int | None:
        return 100 * self.yes // self.judged if self.judged else None


@dataclass(frozen=True)
class Result:
    """A round: its items, desks, and the reviewers' agreement over all questions that both answered."""

    looked: tuple[Looked, ...]
    desks: tuple[DeskResult, ...]
    agreement_percent: int | None
    kappa: float | None
    done: int


@dataclass(frozen=True)
class Rates:
    """Of an agency's month, from records: items, notices of correction, complaints received."""

    items: int
    corrections: int
    complaints: int

    @staticmethod
    def per_thousand(part: int, whole: int) -> float | None:
        """Return one decimal, cut."""
        return (10_000 * part // whole) / 10 if whole else None

    @property
    def corrections_rate(self) -> float | None:
        return self.per_thousand(self.corrections, self.items)

    @property
    def complaints_rate(self) -> float | None:
        return self.per_thousand(self.complaints, self.items)


def round_of(actor: Actor, round_id: UUID) -> Round:
    """Return a round of the actor's organisation. Raises `NotFound`."""
    row = Round.objects.for_agency(actor.agency).select_related("checklist").filter(pk=round_id).first()
    if row is None:
        raise NotFound()
    return row


def sampled_of(actor: Actor, sampled_id: UUID) -> Sampled:
    """Return a drawn item of the actor's organisation. Raises `NotFound`."""
    rows = Sampled.objects.for_agency(actor.agency).select_related("round__checklist", "item")
    row = rows.filter(pk=sampled_id).first()
    if row is None:
        raise NotFound()
    return row


def result_of(row: Round) -> Result:
    """Compute a round from its marks."""
    questions = list(row.checklist.questions.all())
    sample = row.sample.select_related("item").prefetch_related("reviews__marks")
    pairs: list[tuple[str, str]] = []
    looked: list[Looked] = []
    for sampled in sample:
        found, both = _looked(sampled, questions)
        looked.append(found)
        pairs += both
    return Result(
        looked=tuple(looked),
        desks=tuple(_by_desk(looked)),
        agreement_percent=agreement_percent(pairs),
        kappa=kappa(pairs),
        done=sum(len(one.reviews) == 2 for one in looked),
    )


def rates(agency_id: UUID, month: date) -> Rates:
    """Count what stands beside the sample; complaints are those received in the month."""
    tally = tallies([agency_id], month)[agency_id]
    start, end = bounds(month)
    came = Complaint.objects.for_agency(agency_id).filter(received_at__gte=start, received_at__lt=end)
    return Rates(tally.items, tally.counts[Part.NOTICES], came.count())


def _looked(sampled: Sampled, questions: list[Question]) -> tuple[Looked, list[tuple[str, str]]]:
    reviews = tuple(sampled.reviews.all())
    answers = [{mark.question_id: mark.value for mark in one.marks.all()} for one in reviews]
    given = [value for one in answers for value in one.values()]
    pairs: list[tuple[str, str]] = []
    disagreed: list[Question] = []
    if len(answers) == 2:
        first, second = answers
        for question in questions:
            if question.pk in first and question.pk in second:
                pairs.append((first[question.pk], second[question.pk]))
                if first[question.pk] != second[question.pk]:
                    disagreed.append(question)
    yes, judged = given.count(Value.YES), len(given) - given.count(Value.NOT)
    return Looked(sampled, reviews, yes, judged, tuple(disagreed)), pairs


def _by_desk(looked: Iterable[Looked]) -> list[DeskResult]:
    groups: dict[str, list[Looked]] = defaultdict(list)
    for one in looked:
        groups[one.sampled.desk].append(one)
    return [
        DeskResult(desk, len(rows), sum(one.yes for one in rows), sum(one.judged for one in rows))
        for desk, rows in sorted(groups.items())
    ]
