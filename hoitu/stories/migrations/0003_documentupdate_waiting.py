"""What waits to be merged has its own name and a small index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0002_story_story_changed")]

    operations = [
        migrations.RenameField("documentupdate", "is_held_back", "is_waiting"),
        migrations.AddIndex(
            "documentupdate",
            models.Index(fields=["story"], condition=models.Q(is_waiting=True), name="update_waiting"),
        ),
    ]
