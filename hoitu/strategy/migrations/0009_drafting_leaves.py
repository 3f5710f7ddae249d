"""The tables of plans in the making go to the drafting room: renamed as they are, no row is touched."""

from django.db import migrations

MOVED = ("PlanProposal", "ProposalItem", "ProposalLine")


class Migration(migrations.Migration):
    dependencies = [("strategy", "0008_connector")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.AlterModelTable(name, f"drafting_{name.lower()}") for name in MOVED
            ],
            # First those that point at the proposal.
            state_operations=[migrations.DeleteModel(name) for name in reversed(MOVED)],
        )
    ]
