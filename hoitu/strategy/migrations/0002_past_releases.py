"""Take in what was published before this room was built."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from hoitu.kernel.jobs import later


def queue(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if apps.get_model("channels", "Release").objects.filter(out_at__isnull=False).exists():
        later("strategy.note_everything", queue="reports", lock="strategy:past")


class Migration(migrations.Migration):
    dependencies = [
        ("strategy", "0001_initial"),
        ("channels", "0001_initial"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [migrations.RunPython(queue, migrations.RunPython.noop)]
