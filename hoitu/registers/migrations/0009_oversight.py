"""The clocks of complaints and corrections, with their citations; what the copy does not show stays unknown."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from hoitu.registers.legal_rules import OVERSIGHT_ROWS


def load(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    model = apps.get_model("registers", "LegalRule")
    for row in OVERSIGHT_ROWS:
        model.objects.get_or_create(key=row.key, effective_from=row.effective_from, defaults=row._asdict())


class Migration(migrations.Migration):
    dependencies = [("registers", "0008_correspondence")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
