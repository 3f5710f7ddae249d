from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("maturity", "0001_maturity")]

    operations = [
        migrations.AlterField(
            "criterion",
            "step",
            models.DecimalField(decimal_places=2, max_digits=5, verbose_name="Bước điểm"),
        ),
    ]
