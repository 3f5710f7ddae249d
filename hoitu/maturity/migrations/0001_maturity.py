"""The index: catalogues with what sources say of three decisions, cycles, assessments."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import hoitu.kernel.ids
from hoitu.maturity.operations.load import load_shipped


def load(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    load_shipped(lambda name: apps.get_model("maturity", name))


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0004_kinds_of_accounts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Catalogue",
            fields=[
                ("citation", models.CharField(blank=True, max_length=300, verbose_name="Căn cứ, nguồn")),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("S", "Đọc trong văn bản"),
                            ("S-ocr", "Đọc trong bản quét, có thể sai chữ số"),
                            ("S2", "Theo nguồn thứ hai"),
                            ("R", "Chưa xác minh"),
                        ],
                        default="R",
                        max_length=6,
                        verbose_name="Độ tin cậy",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="Ghi chú")),
                (
                    "id",
                    models.UUIDField(
                        default=hoitu.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.SlugField(max_length=80, unique=True)),
                ("number", models.CharField(max_length=100, verbose_name="Số, ký hiệu")),
                ("issuer", models.CharField(max_length=200, verbose_name="Cơ quan ban hành")),
                ("title", models.CharField(max_length=300, verbose_name="Tên")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="Ngày ban hành")),
                (
                    "total",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="Tổng điểm"
                    ),
                ),
                (
                    "stated_criteria",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Số tiêu chí"),
                ),
                (
                    "stated_sub_indices",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="Số chỉ số thành phần"
                    ),
                ),
                (
                    "copied_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="copies",
                        to="maturity.catalogue",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "ordering": [
                    models.OrderBy(models.F("issued_on"), descending=True, nulls_last=True),
                    "number",
                ],
            },
        ),
        migrations.CreateModel(
            name="AnnexDraft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoitu.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("rows", models.JSONField(default=list)),
                ("problems", models.JSONField(default=list)),
                ("read_by_id", models.UUIDField(null=True)),
                ("read_at", models.DateTimeField()),
                (
                    "catalogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to="maturity.catalogue",
                    ),
                ),
            ],
            options={
                "ordering": ["-read_at"],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                ("citation", models.CharField(blank=True, max_length=300, verbose_name="Căn cứ, nguồn")),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("S", "Đọc trong văn bản"),
                            ("S-ocr", "Đọc trong bản quét, có thể sai chữ số"),
                            ("S2", "Theo nguồn thứ hai"),
                            ("R", "Chưa xác minh"),
                        ],
                        default="R",
                        max_length=6,
                        verbose_name="Độ tin cậy",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="Ghi chú")),
                (
                    "id",
                    models.UUIDField(
                        default=hoitu.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="Mã tiêu chí")),
                ("text", models.TextField(verbose_name="Nội dung tiêu chí")),
                ("maximum", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="Điểm tối đa")),
                ("step", models.DecimalField(decimal_places=2, max_digits=4, verbose_name="Bước điểm")),
                ("evidence_asked", models.TextField(blank=True, verbose_name="Tài liệu kiểm chứng")),
                ("indicator", models.CharField(blank=True, max_length=10, verbose_name="Chỉ tiêu tính được")),
                (
                    "catalogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="maturity.catalogue",
                    ),
                ),
            ],
            options={
                "ordering": ["catalogue", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("catalogue", "code"), name="maturity_criterion_once"),
                    models.CheckConstraint(
                        condition=models.Q(("maximum__gt", 0), ("step__gt", 0)),
                        name="maturity_criterion_points",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cycle",
            fields=[
                ("citation", models.CharField(blank=True, max_length=300, verbose_name="Căn cứ, nguồn")),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("S", "Đọc trong văn bản"),
                            ("S-ocr", "Đọc trong bản quét, có thể sai chữ số"),
                            ("S2", "Theo nguồn thứ hai"),
                            ("R", "Chưa xác minh"),
                        ],
                        default="R",
                        max_length=6,
                        verbose_name="Độ tin cậy",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="Ghi chú")),
                (
                    "id",
                    models.UUIDField(
                        default=hoitu.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.SlugField(max_length=80, unique=True)),
                ("year", models.PositiveSmallIntegerField(verbose_name="Năm")),
                ("name", models.CharField(max_length=200, verbose_name="Tên kỳ")),
                ("entry_from", models.DateField(blank=True, null=True, verbose_name="Nhập liệu từ ngày")),
                (
                    "entry_until",
                    models.DateField(blank=True, null=True, verbose_name="Nhập liệu đến hết ngày"),
                ),
                ("figures_from", models.DateField(blank=True, null=True, verbose_name="Số liệu từ ngày")),
                (
                    "figures_until",
                    models.DateField(blank=True, null=True, verbose_name="Số liệu đến hết ngày"),
                ),
                ("results_on", models.DateField(blank=True, null=True, verbose_name="Ngày công bố")),
                (
                    "catalogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cycles",
                        to="maturity.catalogue",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("entry_from__isnull", True),
                            ("entry_until__isnull", True),
                            ("entry_until__gte", models.F("entry_from")),
                            _connector="OR",
                        ),
                        name="maturity_cycle_entry",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("figures_from__isnull", True),
                            ("figures_until__isnull", True),
                            ("figures_until__gte", models.F("figures_from")),
                            _connector="OR",
                        ),
                        name="maturity_cycle_figures",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoitu.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1)),
                (
                    "basis",
                    models.CharField(
                        choices=[("criteria", "Từng tiêu chí"), ("pillars", "Từng trụ cột")], max_length=10
                    ),
                ),
                ("block", models.CharField(max_length=30)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("scoring", "Đang chấm"),
                            ("sent", "Đã gửi"),
                            ("appraisal", "Đang thẩm định"),
                            ("published", "Đã công bố"),
                        ],
                        default="scoring",
                        max_length=10,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("published_by", models.CharField(blank=True, max_length=200)),
                ("correction_reason", models.TextField(blank=True)),
                ("result", models.JSONField(default=dict)),
                ("frozen", models.JSONField(default=dict)),
                ("frozen_hash", models.CharField(blank=True, max_length=64)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="maturity.cycle"
                    ),
                ),
            ],
            options={
                "ordering": ["-cycle__year", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "cycle", "version"), name="maturity_assessment_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published"), _negated=True),
                        fields=("agency", "cycle"),
                        name="maturity_one_open_assessment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            models.Q(
                                ("published_at__isnull", False), ("frozen_hash__regex", "^[0-9a-f]{64}$")
                            ),
                            _connector="OR",
                        ),
                        name="maturity_published_is_frozen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LevelBand",
            fields=[
                ("citation", models.CharField(blank=True, max_length=300, verbose_name="Căn cứ, nguồn")),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("S", "Đọc trong văn bản"),
                            ("S-ocr", "Đọc trong bản quét, có thể sai chữ số"),
                            ("S2", "Theo nguồn thứ hai"),
                            ("R", "Chưa xác minh"),
                        ],
                        default="R",
                        max_length=6,
                        verbose_name="Độ tin cậy",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="Ghi chú")),
                (
                    "id",
                    models.UUIDField(
                        default=hoitu.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=60, verbose_name="Tên mức")),
                (
                    "floor",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="Từ điểm"
                    ),
                ),
                (
                    "catalogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bands",
                        to="maturity.catalogue",
                    ),
                ),
            ],
            options={
                "ordering": ["catalogue", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("catalogue", "position"), name="maturity_band_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PillarRow",
            fields=[
                ("citation", models.CharField(blank=True, max_length=300, verbose_name="Căn cứ, nguồn")),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("S", "Đọc trong văn bản"),
                            ("S-ocr", "Đọc trong bản quét, có thể sai chữ số"),
                            ("S2", "Theo nguồn thứ hai"),
                            ("R", "Chưa xác minh"),
                        ],
                        default="R",
                        max_length=6,
                        verbose_name="Độ tin cậy",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="Ghi chú")),
                (
                    "id",
                    models.UUIDField(
                        default=hoitu.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=200, verbose_name="Tên trụ cột")),
                (
                    "maximum",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="Điểm tối đa"
                    ),
                ),
                (
                    "catalogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pillars",
                        to="maturity.catalogue",
                    ),
                ),
            ],
            options={
                "ordering": ["catalogue", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("catalogue", "number"), name="maturity_pillar_once"),
                    models.CheckConstraint(
                        condition=models.Q(("maximum__isnull", True), ("maximum__gt", 0), _connector="OR"),
                        name="maturity_pillar_maximum",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoitu.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("own", models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ("note", models.TextField(blank=True)),
                ("verified", models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ("reason", models.TextField(blank=True)),
                ("verified_by", models.CharField(blank=True, max_length=200)),
                ("verified_at", models.DateTimeField(null=True)),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scores",
                        to="maturity.assessment",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="maturity.criterion",
                    ),
                ),
                (
                    "pillar",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="maturity.pillarrow",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "criterion"), name="maturity_score_of_criterion"
                    ),
                    models.UniqueConstraint(fields=("assessment", "pillar"), name="maturity_score_of_pillar"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("criterion__isnull", True), ("pillar__isnull", True), _connector="XOR"
                        ),
                        name="maturity_score_of_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("own__isnull", True), ("own__gte", 0), _connector="OR"),
                            models.Q(("verified__isnull", True), ("verified__gte", 0), _connector="OR"),
                        ),
                        name="maturity_score_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hoitu.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("move", models.CharField(max_length=10)),
                ("reason", models.TextField(blank=True)),
                ("by_name", models.CharField(max_length=200)),
                ("by_organisation", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="maturity.assessment",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="SubIndex",
            fields=[
                ("citation", models.CharField(blank=True, max_length=300, verbose_name="Căn cứ, nguồn")),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("S", "Đọc trong văn bản"),
                            ("S-ocr", "Đọc trong bản quét, có thể sai chữ số"),
                            ("S2", "Theo nguồn thứ hai"),
                            ("R", "Chưa xác minh"),
                        ],
                        default="R",
                        max_length=6,
                        verbose_name="Độ tin cậy",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="Ghi chú")),
                (
                    "id",
                    models.UUIDField(
                        default=hoitu.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=200, verbose_name="Chỉ số thành phần")),
                ("stated_criteria", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "pillar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sub_indices",
                        to="maturity.pillarrow",
                    ),
                ),
            ],
            options={
                "ordering": ["pillar", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("pillar", "name"), name="maturity_sub_index_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="criterion",
            name="sub_index",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="criteria", to="maturity.subindex"
            ),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
