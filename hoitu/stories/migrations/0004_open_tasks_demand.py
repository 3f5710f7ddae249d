"""Existing workflows ask before an approval whether the tasks beside the text are done, as new ones do."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KEY = "open_tasks"


def demand(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for way in apps.get_model("stories", "Transition")._base_manager.filter(kind="approve"):
        if KEY not in way.checks:
            way.checks = [*way.checks, KEY]
            way.save(update_fields=["checks"])


def take_back(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for way in apps.get_model("stories", "Transition")._base_manager.filter(kind="approve"):
        way.checks = [key for key in way.checks if key != KEY]
        way.save(update_fields=["checks"])


class Migration(migrations.Migration):
    dependencies = [("stories", "0003_documentupdate_waiting")]

    operations = [migrations.RunPython(demand, take_back)]
