"""The tables of this room were the strategy's: a database that was filled then keeps every row."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hoitu.accounts.testing import make_agency
from hoitu.drafting.models import PlanProposal, ProposalItem, ProposalLine
from hoitu.project.database import as_owner

BEFORE = [("strategy", "0008_connector")]
AT = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_what_was_drafted_before_the_room_stood_for_itself_is_kept_row_for_row() -> None:
    agency = make_agency()
    with as_owner():
        MigrationExecutor(connection).migrate(BEFORE)
        old = MigrationExecutor(connection).loader.project_state(BEFORE).apps
        proposal = old.get_model("strategy", "PlanProposal").objects.create(
            agency_id=agency.pk, origin="file", state="review", created_by_name="Lan", created_at=AT
        )
        for number in (1, 2, 3):
            old.get_model("strategy", "ProposalLine").objects.create(
                proposal=proposal, number=number, text=f"Dòng {number}"
            )
        item = old.get_model("strategy", "ProposalItem").objects.create(
            proposal=proposal, kind="task", position=1, line=2, values={"text": "Việc"}
        )
        forward = MigrationExecutor(connection)
        forward.migrate(forward.loader.graph.leaf_nodes())
    # As the newsroom's own role, which must not have lost a grant on the way.
    row = PlanProposal.objects.for_agency(agency.pk).get()
    assert (row.pk, row.created_at, row.created_by_name) == (proposal.pk, AT, "Lan")
    assert list(row.lines.values_list("number", "text")) == [(n, f"Dòng {n}") for n in (1, 2, 3)]
    assert [(one.pk, one.values) for one in row.items.all()] == [(item.pk, {"text": "Việc"})]
    ProposalLine.objects.for_agency(agency.pk).create(proposal=row, number=4, text="Dòng 4")
    assert ProposalItem.objects.for_agency(agency.pk).update(line=4) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tablename LIKE 'strategy%%proposal%%'")
        assert cursor.fetchone() == (0,)
