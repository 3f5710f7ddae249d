"""What the readers' sites are made of. Everything here but settings and fronts can be made again from stories."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from hoitu.kernel.ids import new_id
from hoitu.kernel.scoping import ScopedManager


class Site(models.Model):
    """One website of one agency: its address, its look, and the furniture that the law asks for."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("accounts.Organisation", related_name="+", on_delete=models.PROTECT)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    tagline = models.CharField(max_length=200, blank=True)
    origin = models.CharField(max_length=200)
    path_prefix = models.CharField(max_length=80, blank=True)
    theme = models.JSONField(default=dict)
    furniture = models.JSONField(default=dict)
    language = models.CharField(
        max_length=2, choices=[("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))], default="vi"
    )
    is_active = models.BooleanField(default=True)
    generation = models.PositiveIntegerField(default=0)
    rebake_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["origin", "path_prefix"], name="site_one_per_address"),
            models.CheckConstraint(
                condition=models.Q(path_prefix__regex=r"^(/[a-z0-9-]+)?$"), name="site_prefix_form"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Listing(models.Model):
    """A list of stories that has pages and feeds: the whole site, a section, topic, tag, author, corrections."""

    class Kind(models.TextChoices):
        SITE = "site", _("Toàn trang")
        SECTION = "section", _("Chuyên mục")
        TOPIC = "topic", _("Chủ đề")
        TAG = "tag", _("Từ khóa")
        AUTHOR = "author", _("Tác giả")
        CORRECTIONS = "corrections", _("Cải chính")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="listings")
    kind = models.CharField(max_length=12, choices=Kind)
    slug = models.SlugField(max_length=100, blank=True)
    title = models.CharField(max_length=160)
    description = models.CharField(max_length=400, blank=True)
    menu_order = models.PositiveSmallIntegerField(null=True, blank=True)
    next_position = models.PositiveIntegerField(default=0)
    newest_at = models.DateTimeField(null=True, blank=True)
    is_unsorted = models.BooleanField(default=False)

    objects = ScopedManager(field="site__agency")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "kind", "slug"], name="listing_once")]

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.slug}" if self.slug else self.kind

    def __str__(self) -> str:
        return self.title


class Article(models.Model):
    """One story as one site shows it. `card` is what lists need, `page` what its own page needs."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="articles")
    story_id = models.UUIDField()
    revision_id = models.UUIDField()
    revision_number = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=80)
    is_live = models.BooleanField(default=True)
    path = models.CharField(max_length=240)
    title = models.CharField(max_length=400)
    section = models.CharField(max_length=100, blank=True)
    genre = models.CharField(max_length=40, blank=True)
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    card = models.JSONField()
    page = models.JSONField()

    objects = ScopedManager(field="site__agency")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "story_id"], name="article_once_per_site"),
            models.UniqueConstraint(fields=["site", "path"], name="article_path_once"),
        ]
        indexes = [
            models.Index(
                fields=["site", "-published_at", "-id"],
                condition=models.Q(is_live=True),
                name="article_newest",
            ),
            models.Index(fields=["site", "changed_at"], name="article_changed"),
        ]

    def __str__(self) -> str:
        return self.title


class Entry(models.Model):
    """A story's place in a list. Positions count from the oldest, so that a full archive page never changes."""

    id = models.BigAutoField(primary_key=True)
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="entries")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    is_live = models.BooleanField(default=True)

    objects = ScopedManager(field="listing__site__agency")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["listing", "article"], name="entry_once")]
        indexes = [
            models.Index(fields=["listing", "position"], name="entry_place"),
            models.Index(
                fields=["listing", "-published_at", "-position"],
                condition=models.Q(is_live=True),
                name="entry_newest",
            ),
        ]


class Front(models.Model):
    """A page that editors arrange: the home page, or a section's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="fronts")
    slug = models.SlugField(max_length=100, blank=True)
    title = models.CharField(max_length=160)
    layout = models.JSONField(default=dict)
    draft = models.JSONField(null=True, blank=True)
    draft_by = models.CharField(max_length=120, blank=True)
    draft_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = ScopedManager(field="site__agency")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "slug"], name="front_once")]

    @property
    def path(self) -> str:
        return f"/{self.slug}/" if self.slug else "/"

    def __str__(self) -> str:
        return self.title


class FrontChange(models.Model):
    """An arrangement that goes live at a set time, or that did."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    front = models.ForeignKey(Front, on_delete=models.CASCADE, related_name="changes")
    layout = models.JSONField()
    goes_live_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    made_by = models.CharField(max_length=120)

    objects = ScopedManager(field="front__site__agency")

    class Meta:
        indexes = [
            models.Index(
                fields=["goes_live_at"],
                condition=models.Q(applied_at=None, cancelled_at=None),
                name="front_change_due",
            )
        ]


class StaticPage(models.Model):
    """A page that is no story: about us, contact, rules of commenting."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="static_pages")
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=160)
    body = models.TextField(blank=True)
    in_footer = models.BooleanField(default=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ScopedManager(field="site__agency")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "slug"], name="static_page_once")]


class Redirect(models.Model):
    """An old address that leads to a new one for ever."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="redirects")
    old_path = models.CharField(max_length=300)
    new_path = models.CharField(max_length=300)
    note = models.CharField(max_length=120, blank=True)

    objects = ScopedManager(field="site__agency")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "old_path"], name="redirect_once"),
            models.CheckConstraint(condition=~models.Q(old_path=models.F("new_path")), name="redirect_moves"),
        ]


class Fragment(models.Model):
    """A piece of a page that belongs to a room above: comments, a wall, an advertisement, a player."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="fragments")
    page_key = models.CharField(max_length=160)
    slot = models.CharField(max_length=40)
    html = models.TextField()

    objects = ScopedManager(field="site__agency")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "page_key", "slot"], name="fragment_once")]


class Page(models.Model):
    """One baked output: which keys it read, what it held, and whether it has to be baked again."""

    id = models.BigAutoField(primary_key=True)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="pages")
    generation = models.PositiveIntegerField()
    path = models.CharField(max_length=300)
    kind = models.CharField(max_length=16)
    keys = ArrayField(models.CharField(max_length=200))
    content_hash = models.CharField(max_length=64)
    size_bytes = models.PositiveIntegerField()
    baked_at = models.DateTimeField()
    dirty_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(field="site__agency")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "generation", "path"], name="page_once")]
        indexes = [
            # Rows wait in a list before they enter the index; whoever fills it empties it. A short list is emptied
            # in a moment, the usual one of 4 MB holds up a publication for a quarter of a second.
            GinIndex(fields=["keys"], name="page_keys", gin_pending_list_limit=128),
            models.Index(
                fields=["site", "dirty_at"], condition=models.Q(dirty_at__isnull=False), name="page_dirty"
            ),
        ]


class Tombstone(models.Model):
    """A withdrawn address: it answers 410 whatever any bake that started earlier would have written."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="tombstones")
    path = models.CharField(max_length=240)
    story_id = models.UUIDField()
    since = models.DateTimeField()

    objects = ScopedManager(field="site__agency")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "path"], name="tombstone_once")]


class FullBake(models.Model):
    """A bake of everything into a new generation, in numbered chunks, so that it can go on where it stopped."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="full_bakes")
    generation = models.PositiveIntegerField()
    boot_id = models.CharField(max_length=40)
    plan = models.JSONField()
    chunks_done = ArrayField(models.PositiveIntegerField(), default=list)
    pages = models.PositiveIntegerField(default=0)
    bytes_written = models.BigIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(field="site__agency")


class DailyView(models.Model):
    """Openings of one story's page on one day, counted from the public access log."""

    id = models.BigAutoField(primary_key=True)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="daily_views")
    story_id = models.UUIDField()
    day = models.DateField()
    readers = models.PositiveIntegerField(default=0)
    bots = models.PositiveIntegerField(default=0)

    objects = ScopedManager(field="site__agency")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "story_id", "day"], name="daily_view_once")]


class LogPosition(models.Model):
    """How far a file of the public access log has been counted."""

    file = models.CharField(primary_key=True, max_length=200)
    offset_bytes = models.BigIntegerField(default=0)
