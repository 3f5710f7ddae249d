"""Write down who let a failed delivery of the system try again."""

from hoitu.audit.models import INSTALLATION, AuditEntry
from hoitu.audit.operations.record import record
from hoitu.kernel.actor import Actor
from hoitu.kernel.events import DeliveryReplayed


def on_delivery_replayed(fact: DeliveryReplayed) -> None:
    """Add the entry of one replay; the same fact once more adds nothing."""
    object_key = f"replay:{fact.replay_id}"
    chain = AuditEntry.objects.for_agency(fact.agency_id or INSTALLATION)
    if chain.filter(object_key=object_key).exists():
        return
    record(
        actor=Actor(person_id=fact.person_id, name=fact.person_name, agency_id=fact.agency_id),
        verb="kernel.replay",
        object_key=object_key,
        object_label=fact.about,
        note=fact.receiver,
    )
