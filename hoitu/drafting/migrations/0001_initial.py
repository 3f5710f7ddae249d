"""Plans in the making, whose tables `strategy.0009` has handed over: nothing is made in the database."""

import django.db.models.deletion
from django.db import migrations, models

import hoitu.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0005_rollup"),
        ("strategy", "0009_drafting_leaves"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="PlanProposal",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=hoitu.kernel.ids.new_id,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("file", "Đọc từ tệp"),
                                    ("parent", "Lập theo kế hoạch cấp trên"),
                                    ("amendment", "Sửa đổi, thay thế kế hoạch"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("reading", "Đang đọc"),
                                    ("failed", "Không đọc được"),
                                    ("review", "Đang soát"),
                                    ("submitted", "Đã trình"),
                                    ("done", "Đã thành kế hoạch"),
                                    ("dropped", "Đã bỏ"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("problem", models.TextField(blank=True)),
                        ("file_name", models.CharField(blank=True, max_length=255)),
                        ("file_size", models.PositiveBigIntegerField(default=0)),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        ("created_by_id", models.UUIDField(null=True)),
                        ("created_by_name", models.CharField(max_length=200)),
                        ("created_at", models.DateTimeField()),
                        ("submitted_at", models.DateTimeField(null=True)),
                        ("submitted_by_name", models.CharField(blank=True, max_length=200)),
                        ("returned_because", models.TextField(blank=True)),
                        ("decision_file_name", models.CharField(blank=True, max_length=255)),
                        ("decision_sha256", models.CharField(blank=True, max_length=64)),
                        ("decided_by_name", models.CharField(blank=True, max_length=200)),
                        ("decided_for", models.CharField(blank=True, max_length=300)),
                        ("decided_at", models.DateTimeField(null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="strategy.plan",
                            ),
                        ),
                        (
                            "plan",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="strategy.plan",
                            ),
                        ),
                        (
                            "replaces",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="strategy.plan",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-created_at", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="ProposalItem",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=hoitu.kernel.ids.new_id,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("document", "Thông tin văn bản"),
                                    ("target", "Chỉ tiêu"),
                                    ("task", "Nhiệm vụ"),
                                    ("report", "Chế độ báo cáo"),
                                    ("body", "Cơ quan, đơn vị được nêu"),
                                    ("legal", "Căn cứ pháp lý"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("position", models.PositiveIntegerField()),
                        ("line", models.PositiveIntegerField(null=True)),
                        ("source", models.TextField(blank=True)),
                        ("values", models.JSONField(default=dict)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "Đề nghị"),
                                    ("checked", "Đã soát"),
                                    ("dropped", "Đã bỏ"),
                                ],
                                default="proposed",
                                max_length=10,
                            ),
                        ),
                        ("by_hand", models.BooleanField(default=False)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("run_from", models.PositiveIntegerField(default=1)),
                        ("changed_by_id", models.UUIDField(null=True)),
                        ("changed_by_name", models.CharField(blank=True, max_length=200)),
                        ("changed_at", models.DateTimeField(null=True)),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="drafting.planproposal",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["proposal", "position", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="ProposalLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("text", models.TextField()),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="drafting.planproposal",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["proposal", "number"],
                    },
                ),
                migrations.AddConstraint(
                    model_name="planproposal",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            ("plan__isnull", False),
                            _connector="OR",
                        ),
                        name="proposal_done_has_plan",
                    ),
                ),
                migrations.AddIndex(
                    model_name="proposalitem",
                    index=models.Index(fields=["proposal", "kind", "position"], name="proposal_items"),
                ),
                migrations.AddConstraint(
                    model_name="proposalline",
                    constraint=models.UniqueConstraint(
                        fields=("proposal", "number"), name="proposal_line_once"
                    ),
                ),
            ]
        )
    ]
