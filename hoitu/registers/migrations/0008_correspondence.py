"""Figures of correspondence and the press desk, and the books of digital platforms (F23)."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import hoitu.kernel.clock
import hoitu.kernel.ids
from hoitu.registers.legal_rules import CORRESPONDENCE_ROWS


def load(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    model = apps.get_model("registers", "LegalRule")
    for row in CORRESPONDENCE_ROWS:
        model.objects.get_or_create(key=row.key, effective_from=row.effective_from, defaults=row._asdict())


class Migration(migrations.Migration):
    dependencies = [("registers", "0007_measures")]
    operations = [
        migrations.CreateModel(
            name="PlatformConnection",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoitu.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("folded", models.TextField(default="", editable=False)),
                ("sort_key", models.BinaryField(default=b"")),
                ("changed_at", models.DateTimeField(default=hoitu.kernel.clock.now, editable=False)),
                ("archived_at", models.DateTimeField(editable=False, null=True, verbose_name="Lưu trữ lúc")),
                (
                    "archive_reason",
                    models.CharField(
                        default="", editable=False, max_length=300, verbose_name="Lý do lưu trữ"
                    ),
                ),
                ("platform", models.CharField(max_length=200, verbose_name="Nền tảng")),
                ("connected_on", models.DateField(verbose_name="Kết nối từ ngày")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="Thôi kết nối từ ngày")),
                ("purpose", models.CharField(blank=True, max_length=300, verbose_name="Dùng để")),
                (
                    "outage_minutes",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="Số phút gián đoạn trong tháng gần nhất"
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="Ghi chú")),
                (
                    "agency",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["sort_key", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at", None)),
                        fields=("agency", "platform", "connected_on"),
                        name="platform_connection_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlatformMilestone",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoitu.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("folded", models.TextField(default="", editable=False)),
                ("sort_key", models.BinaryField(default=b"")),
                ("changed_at", models.DateTimeField(default=hoitu.kernel.clock.now, editable=False)),
                ("archived_at", models.DateTimeField(editable=False, null=True, verbose_name="Lưu trữ lúc")),
                (
                    "archive_reason",
                    models.CharField(
                        default="", editable=False, max_length=300, verbose_name="Lý do lưu trữ"
                    ),
                ),
                ("platform", models.CharField(max_length=200, verbose_name="Nền tảng")),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("decision", "Quyết định đầu tư"),
                            ("build", "Xây dựng"),
                            ("trial", "Thử nghiệm"),
                            ("operate", "Vận hành"),
                        ],
                        max_length=8,
                        verbose_name="Mốc",
                    ),
                ),
                ("reached_on", models.DateField(verbose_name="Đạt mốc ngày")),
                ("document", models.CharField(max_length=200, verbose_name="Văn bản (số, ngày)")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="Đường dẫn")),
                ("note", models.TextField(blank=True, verbose_name="Ghi chú")),
                (
                    "agency",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["sort_key", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at", None)),
                        fields=("agency", "platform", "step"),
                        name="platform_milestone_once",
                    )
                ],
            },
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
