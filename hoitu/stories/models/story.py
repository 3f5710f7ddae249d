"""A story and what is said about it."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager
from hoitu.stories.data import Life
from hoitu.stories.models.workflow import Stage, Workflow


class Genre(models.TextChoices):
    """Genres of Press Law 126/2025, Art 2.18, in the newsroom's words."""

    NEWS = "news", _("Tin")
    ARTICLE = "article", _("Bài")
    REPORTAGE = "reportage", _("Phóng sự")
    ESSAY = "essay", _("Ký, ghi chép")
    INTERVIEW = "interview", _("Phỏng vấn")
    COMMENT = "comment", _("Chính luận, bình luận")
    PHOTO = "photo", _("Ảnh, phóng sự ảnh")
    VIDEO = "video", _("Video")
    AUDIO = "audio", _("Audio, podcast")
    LONGFORM = "longform", _("Long-form, e-magazine")
    LIVE = "live", _("Tường thuật trực tuyến")
    LITERATURE = "literature", _("Sáng tác văn học")
    RESEARCH = "research", _("Nghiên cứu, trao đổi")
    READER_ANSWER = "reader_answer", _("Trả lời bạn đọc")


class AiLabel(models.TextChoices):
    """What the reader is told about artificial intelligence (NĐ 237/2026, Art 24)."""

    NONE = "", _("Không dùng AI trong nội dung")
    ASSISTED = "assisted", _("Có AI hỗ trợ, phóng viên kiểm chứng")
    GENERATED = "generated", _("Có hình ảnh, âm thanh hoặc văn bản do AI tạo ra")


class LockKind(models.TextChoices):
    """Why nobody may change a story's words."""

    LEGAL = "legal", _("lưu giữ pháp lý")
    ON_AIR = "on_air", _("đang phát sóng")


class Section(models.Model):
    """A section (chuyên mục) of an agency."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Tên chuyên mục"), max_length=80)
    slug = models.SlugField(max_length=80)
    order = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    objects = ScopedManager["Section"]()

    class Meta:
        ordering = ["order", "name"]
        constraints = [models.UniqueConstraint(fields=["agency", "slug"], name="section_slug_once")]

    def __str__(self) -> str:
        return self.name


class Topic(models.Model):
    """A topic (chủ đề, sự kiện dài kỳ) that stories of several sections follow."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Tên chủ đề"), max_length=150)
    slug = models.SlugField(max_length=150)
    is_active = models.BooleanField(default=True)

    objects = ScopedManager["Topic"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "slug"], name="topic_slug_once")]

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    """A free key word."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Từ khóa"), max_length=80)
    slug = models.SlugField(max_length=80)

    objects = ScopedManager["Tag"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "slug"], name="tag_slug_once")]

    def __str__(self) -> str:
        return self.name


class Story(models.Model):
    """One story: the words themselves live in its document, `headline` and `standfirst` mirror it for lists."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    headline = models.CharField(_("Tít"), max_length=300, blank=True)
    standfirst = models.TextField(_("Sapo"), blank=True)
    slug = models.SlugField(_("Tên gọi trong tòa soạn"), max_length=120, blank=True)
    genre = models.CharField(_("Thể loại"), max_length=30, choices=Genre, default=Genre.NEWS)
    language = models.CharField(_("Ngôn ngữ"), max_length=10, default="vi")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    desk = models.ForeignKey(
        "accounts.Desk", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="+")
    tags = models.ManyToManyField(Tag, blank=True, related_name="+")
    urgency = models.PositiveSmallIntegerField(_("Độ khẩn (1 khẩn nhất)"), default=4)
    location = models.CharField(_("Địa điểm"), max_length=150, blank=True)
    source_credit = models.CharField(_("Nguồn ghi trên bài"), max_length=200, blank=True)
    rights_note = models.TextField(_("Ghi chú bản quyền"), blank=True)
    ai_label = models.CharField(_("Nhãn AI"), max_length=20, choices=AiLabel, blank=True, default="")
    editor_note = models.TextField(_("Ghi chú nội bộ"), blank=True)
    event_links = models.JSONField(_("Sự kiện liên quan"), default=list, blank=True)
    lead_asset = models.ForeignKey(
        "media.AssetRow", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_live = models.BooleanField(_("Đang tường thuật"), default=False)

    workflow = models.ForeignKey(Workflow, on_delete=models.PROTECT, related_name="+")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+")
    life = models.CharField(max_length=12, choices=[(life, life) for life in Life], default=Life.WORKING)
    stage_since = models.DateTimeField()
    due_at = models.DateTimeField(_("Hạn"), null=True, blank=True)
    created_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    approved_revision = models.ForeignKey(
        "stories.Revision", on_delete=models.PROTECT, null=True, related_name="+"
    )
    has_unapproved_changes = models.BooleanField(default=False)
    next_approval = models.CharField(max_length=10, default="publish")
    first_released_at = models.DateTimeField(null=True)
    import_key = models.CharField(max_length=300, blank=True)
    byline_text = models.CharField(max_length=300, blank=True)
    lock_kind = models.CharField(max_length=10, choices=LockKind, blank=True)
    lock_reason = models.CharField(max_length=500, blank=True)
    locked_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    locked_by_name = models.CharField(max_length=150, blank=True)
    locked_at = models.DateTimeField(null=True)
    locked_until = models.DateTimeField(null=True)

    objects = ScopedManager["Story"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "import_key"],
                condition=~models.Q(import_key=""),
                name="story_imported_once",
            ),
            models.CheckConstraint(
                condition=models.Q(urgency__gte=1, urgency__lte=5), name="urgency_between_1_and_5"
            ),
            models.CheckConstraint(
                condition=models.Q(lock_kind="") | models.Q(locked_at__isnull=False),
                name="lock_says_since_when",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-updated_at", "-id"], name="story_by_update"),
            models.Index(fields=["updated_at", "id"], name="story_changed"),
            models.Index(fields=["agency", "stage", "-updated_at", "-id"], name="story_by_stage"),
            models.Index(fields=["agency", "created_by", "-updated_at"], name="story_by_author"),
            models.Index(fields=["agency", "life", "-updated_at", "-id"], name="story_by_life"),
        ]

    def __str__(self) -> str:
        return self.headline or self.slug or gettext("(chưa có tít)")

    @property
    def key(self) -> str:
        """Return the name under which facts and the audit trail know this story."""
        return f"story:{self.id}"


class BylineRow(models.Model):
    """One name on a story, with role and share of the royalty."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("Tác giả")
        PHOTO = "photo", _("Ảnh")
        VIDEO = "video", _("Quay phim, dựng")
        GRAPHICS = "graphics", _("Đồ họa")
        TRANSLATION = "translation", _("Dịch")
        COMPILATION = "compilation", _("Tổng hợp")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="bylines")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("Bút danh"), max_length=100)
    role = models.CharField(_("Vai trò"), max_length=20, choices=Role, default=Role.AUTHOR)
    share_percent = models.PositiveSmallIntegerField(_("Tỷ lệ (%)"), default=100)
    order = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager["BylineRow"](field="story__agency")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(condition=models.Q(share_percent__lte=100), name="share_at_most_100"),
        ]


class SourceNote(models.Model):
    """Where the facts come from. Sources are protected (Press Law Art 31.4): seen only with their permission."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="source_note")
    text = models.TextField(_("Nguồn tin (hạn chế xem)"), blank=True)

    objects = ScopedManager["SourceNote"](field="story__agency")


class Edition(models.Model):
    """The story's own wording for one kind of channel; an empty field falls back to the story."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="editions")
    channel_kind = models.CharField(max_length=20)
    fields = models.JSONField(default=dict)

    objects = ScopedManager["Edition"](field="story__agency")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "channel_kind"], name="edition_once")]
