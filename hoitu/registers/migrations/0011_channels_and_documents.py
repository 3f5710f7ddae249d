"""Channels on digital platforms, and the clock of the notice before one is closed."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import hoitu.kernel.clock
import hoitu.kernel.ids
from hoitu.registers.legal_rules import CHANNEL_ROWS


def load(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    model = apps.get_model("registers", "LegalRule")
    for row in CHANNEL_ROWS:
        model.objects.get_or_create(key=row.key, effective_from=row.effective_from, defaults=row._asdict())


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_rollup"),
        ("registers", "0010_house_wording"),
    ]

    operations = [
        migrations.CreateModel(
            name="DigitalChannel",
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
                ("name", models.CharField(max_length=200, verbose_name="Tên kênh")),
                ("platform", models.CharField(max_length=120, verbose_name="Nền tảng")),
                ("is_domestic", models.BooleanField(default=False, verbose_name="Nền tảng trong nước")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="Địa chỉ kênh")),
                (
                    "mark",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Dấu hiệu nhận diện thống nhất"
                    ),
                ),
                (
                    "followers",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="Số người theo dõi"),
                ),
                ("orientation", models.TextField(blank=True, verbose_name="Định hướng nội dung")),
                (
                    "regulation",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Quy chế quản lý kênh (số, ngày)"
                    ),
                ),
                ("keeper", models.CharField(blank=True, max_length=150, verbose_name="Người phụ trách")),
                ("opened_on", models.DateField(verbose_name="Mở kênh ngày")),
                ("notified_on", models.DateField(blank=True, null=True, verbose_name="Đã thông báo mở ngày")),
                (
                    "notice",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Văn bản thông báo mở (số, ngày)"
                    ),
                ),
                ("closes_on", models.DateField(blank=True, null=True, verbose_name="Đóng kênh từ ngày")),
                (
                    "close_notified_on",
                    models.DateField(blank=True, null=True, verbose_name="Đã thông báo đóng ngày"),
                ),
                (
                    "due_on",
                    models.DateField(editable=False, null=True, verbose_name="Phải thông báo trước ngày"),
                ),
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
                        fields=("agency", "name", "platform"),
                        name="digital_channel_once",
                    )
                ],
            },
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
