from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("strategy", "0007_measures")]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="source",
            field=models.CharField(blank=True, db_default="", default="", max_length=120),
        ),
    ]
