"""Fill forms with those whom an organisation can address."""

from hoitu.accounts import api as accounts
from hoitu.accounts.data import Organisation
from hoitu.correspondence.data import KIND_WORDS
from hoitu.correspondence.queries.audience import within_reach
from hoitu.correspondence.web.forms import AudienceForm, kind_choices
from hoitu.kernel import clock
from hoitu.kernel.access import ActorRequest
from hoitu.strategy import api as strategy


def offer(form: AudienceForm, request: ActorRequest, *, only: str = "") -> None:
    """Offer everybody within the reach of the person's organisation; `only`: one kind of organisation."""
    agency_id = request.actor.agency
    reach = [row for row in within_reach(agency_id, on=clock.today()).values() if only in ("", row.kind)]
    names = {key: row.name for key, row in accounts.provinces().items()}
    here = sorted({row.province for row in reach if row.province}, key=lambda key: names.get(key, key))
    form.offer(
        kinds=kind_choices(row.kind for row in reach) if not only else (),
        provinces=[(key, names.get(key, key)) for key in here] if len(here) > 1 else (),
        plans=[(plan.id, plan.title) for plan in strategy.plans_of_owner(agency_id)],
        organisations=[(row.id, _label(row)) for row in reach],
    )


def _label(row: Organisation) -> str:
    return f"{row.name} ({KIND_WORDS.get(row.kind, row.kind)})"
