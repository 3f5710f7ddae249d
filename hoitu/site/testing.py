"""Factories for tests, demonstrations and benchmarks of readers' sites."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import count
from uuid import UUID

from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.ids import new_id
from hoitu.kernel.text import slugify
from hoitu.media.data import Asset, Rendition
from hoitu.site.data import Furniture
from hoitu.site.models import Site
from hoitu.site.operations.settings import create_site
from hoitu.stories.data import Byline, ReleasedStory, TermRef
from hoitu.stories.document.tree import Node, Text

_numbers = count(1)
FURNITURE = Furniture(
    product_name="Báo và Phát thanh, Truyền hình Thử nghiệm",
    agency="Báo và Phát thanh, Truyền hình tỉnh Thử nghiệm",
    governing_body="Tỉnh ủy Thử nghiệm",
    domain="baothunghiem.vn",
    licence="Số 123/GP-BVHTTDL, cấp ngày 05/01/2026",
    head_title="Giám đốc",
    head_name="Trần Thị Hoa",
    address="Số 1 đường Lê Lợi, tỉnh Thử nghiệm",
    phone="0212 3800 100",
    email="toasoan@baothunghiem.vn",
)


def make_site(agency_id: UUID, *, slug: str = "", prefix: str = "", preset: str = "bao") -> Site:
    """Return a new, baked site of an agency."""
    slug = slug or f"trang-{next(_numbers)}"
    card = create_site(
        actor=Actor.system(agency_id=agency_id),
        slug=slug,
        name="Báo Thử nghiệm",
        origin="http://localhost:8080",
        path_prefix=prefix or f"/{slug}",
        tagline="Tiếng nói của Đảng bộ, chính quyền và nhân dân tỉnh Thử nghiệm",
        theme={"preset": preset},
        furniture=FURNITURE,
    )
    return Site.objects.unscoped(why="tests").get(pk=card.id)


def paragraphs(*texts: str) -> Node:
    """Return a body of plain paragraphs."""
    return Node("doc", {}, tuple(Node("paragraph", {}, (Text(text),)) for text in texts))


def released(
    agency_id: UUID,
    *,
    headline: str = "",
    section: str = "Thời sự",
    tags: tuple[str, ...] = ("cầu Yên Lộc",),
    authors: tuple[str, ...] = ("Nguyễn Thị Lan",),
    body: Node | None = None,
    at: datetime | None = None,
    editions: Mapping[str, Mapping[str, str]] | None = None,
    assets: tuple[Asset, ...] = (),
    genre: str = "article",
    standfirst: str = "Cây cầu nối hai bờ sông sau ba năm thi công.",
) -> ReleasedStory:
    """Return a frozen story that no database knows; enough for everything the site does with one."""
    headline = headline or f"Thông xe cầu Yên Lộc, nhịp thứ {next(_numbers)}"
    now = at or clock.now()
    return ReleasedStory(
        story_id=new_id(),
        agency_id=agency_id,
        revision_id=new_id(),
        revision_number=1,
        content_hash=hashlib.sha256(headline.encode()).hexdigest(),
        headline=headline,
        standfirst=standfirst,
        body=body or paragraphs("Sáng nay, cầu được thông xe.", "Người dân hai bên bờ rất vui."),
        genre=genre,
        language="vi",
        section=TermRef(new_id(), section, slugify(section)) if section else None,
        topics=(),
        tags=tuple(TermRef(new_id(), tag, slugify(tag)) for tag in tags),
        bylines=tuple(Byline(name, "author", 100 // len(authors), None, slugify(name)) for name in authors),
        source_credit="",
        rights_note="",
        ai_label="",
        location="",
        urgency=3,
        editions=editions or {},
        assets={asset.id: asset for asset in assets},
        lead_asset_id=assets[0].id if assets else None,
        approved_at=now,
        created_at=now,
        first_released_at=now,
    )


def next_revision(story: ReleasedStory, **changes: object) -> ReleasedStory:
    """Return the story's next approved revision with these changes."""
    headline = str(changes.get("headline", story.headline))
    number = story.revision_number + 1
    digest = hashlib.sha256(f"{number} {headline}".encode()).hexdigest()
    values = {"revision_id": new_id(), "revision_number": number, "content_hash": digest, **changes}
    return replace(story, **values)  # type: ignore[arg-type]


def asset(
    agency_id: UUID, *, caption: str = "Cầu Yên Lộc nhìn từ bờ bắc", files: Mapping[int, str] | None = None
) -> Asset:
    """Return a picture record; `files` maps widths to keys of the store that hold WebP."""
    sha = hashlib.sha256(caption.encode()).hexdigest()
    widths = files or {320: "", 640: "", 960: ""}
    renditions = [
        Rendition(f"w{width}", width, width * 2 // 3, "webp", key or f"media/{sha}-{width}", sha, 1000)
        for width, key in widths.items()
    ]
    plain = Rendition("j1200", 1200, 800, "jpeg", f"media/{sha}-jpg", sha, 1000)
    return Asset(
        id=new_id(),
        agency_id=agency_id,
        kind="picture",
        sha256=sha,
        width=1200,
        height=800,
        caption=caption,
        credit="Quang Minh",
        alt=caption,
        rights_note="",
        original_name="cau.jpg",
        renditions=(*renditions, plain),
    )
