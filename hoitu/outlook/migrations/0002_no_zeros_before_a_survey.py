"""Shares of remote communes (IND-08) before the register had a survey were kept as zeros: they are counted anew."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def forget(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Drop what was kept; the next night counts it again."""
    apps.get_model("outlook", "KeptShare").objects.filter(measure__indicator="IND-08").delete()


class Migration(migrations.Migration):
    """Kept shares are derived, so nothing is lost and going back needs nothing."""

    dependencies = [("outlook", "0001_initial")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
