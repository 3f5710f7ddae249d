"""The day from which a licence counts as issued anew: proposed by us, editable, marked as unverified."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from hoitu.registers.legal_rules import MEASURE_ROWS


def load(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    model = apps.get_model("registers", "LegalRule")
    for row in MEASURE_ROWS:
        model.objects.get_or_create(key=row.key, effective_from=row.effective_from, defaults=row._asdict())


class Migration(migrations.Migration):
    dependencies = [("registers", "0006_rollup")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
