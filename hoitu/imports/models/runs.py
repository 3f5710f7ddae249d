"""What the imports room stores: runs, what became of each row, and pictures taken in already."""

from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.imports.data import RowState, RunState, SourceKind
from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager
from hoitu.kernel.storage import store


class ImportRun(models.Model):
    """One reading of one source for one agency."""

    KINDS = [
        (SourceKind.WXR.value, _("WordPress (WXR)")),
        (SourceKind.FEED.value, _("Nguồn tin RSS, Atom, JSON Feed")),
        (SourceKind.FOLDER.value, _("Thư mục tệp văn bản")),
    ]
    STATES = [
        (RunState.NEW.value, _("Chờ đọc")),
        (RunState.ANALYSING.value, _("Đang đọc thử")),
        (RunState.READY.value, _("Chờ xác nhận")),
        (RunState.RUNNING.value, _("Đang nhập")),
        (RunState.DONE.value, _("Đã xong")),
        (RunState.STOPPED.value, _("Đã dừng")),
        (RunState.FAILED.value, _("Không đọc được")),
    ]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=KINDS)
    label = models.CharField(max_length=200)
    source_key = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=1000, blank=True)
    path = models.CharField(max_length=1000, blank=True)
    file_key = models.CharField(max_length=200, blank=True)
    pictures_path = models.CharField(max_length=1000, blank=True)
    with_pictures = models.BooleanField(default=True)
    with_redirects = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=STATES, default=RunState.NEW.value)
    problem = models.TextField(blank=True)
    summary = models.JSONField(default=dict)
    author_map = models.JSONField(default=dict)
    section_map = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)
    created_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    created_by_name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = ScopedManager["ImportRun"]()

    class Meta:
        indexes = [models.Index(fields=["agency", "-created_at"], name="import_run_newest")]

    def __str__(self) -> str:
        return self.label

    def source_path(self) -> Path:
        """Return the file or folder that this run reads."""
        return store().path(self.file_key) if self.file_key else Path(self.path)


class ImportRow(models.Model):
    """What became of one row of a source. `reason` and `notes` are Vietnamese msgids, detail after " → "."""

    STATES = [
        (RowState.DONE.value, _("Đã nhập")),
        (RowState.KNOWN.value, _("Đã có từ trước")),
        (RowState.SKIPPED.value, _("Không nhập")),
        (RowState.DEAD.value, _("Lỗi")),
    ]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    file = models.CharField(max_length=300, blank=True)
    line = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=STATES)
    key = models.CharField(max_length=300, blank=True)
    label = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True)
    excerpt = models.TextField(blank=True)
    notes = models.JSONField(default=list)
    comments_count = models.PositiveIntegerField(default=0)
    old_url = models.CharField(max_length=1000, blank=True)
    is_redirected = models.BooleanField(default=False)
    story = models.ForeignKey("stories.Story", on_delete=models.SET_NULL, null=True, related_name="+")

    objects = ScopedManager["ImportRow"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="import_row_once")]
        indexes = [
            models.Index(fields=["run", "state", "number"], name="import_row_by_state"),
            models.Index(fields=["agency", "key"], name="import_row_by_key"),
        ]

    def __str__(self) -> str:
        return self.label or self.file


class ImportedPicture(models.Model):
    """A picture's old address and the asset it became, so that no address is fetched twice."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    address_sha256 = models.CharField(max_length=64)
    address = models.TextField()
    asset = models.ForeignKey("media.AssetRow", on_delete=models.CASCADE, related_name="+")

    objects = ScopedManager["ImportedPicture"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "address_sha256"], name="imported_picture_once")
        ]

    def __str__(self) -> str:
        return self.address
