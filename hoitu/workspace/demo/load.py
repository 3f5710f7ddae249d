"""Load the demonstration, or put it back as it was."""

import contextvars
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import connections, transaction
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app as jobs

from hoitu.accounts import api as accounts
from hoitu.imports import api as imports
from hoitu.imports.data import SourceKind
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.kernel.errors import Refused
from hoitu.maturity.api import load_shipped as load_catalogues
from hoitu.media import api as media
from hoitu.site import api as site
from hoitu.site.data import Block, FrontLayout, Pin, Rule
from hoitu.strategy import api as strategy
from hoitu.workspace.demo import (
    agencies,
    content,
    draws,
    follow_up,
    hanging,
    maturity,
    measures,
    newsroom,
    outlook,
    oversight,
    pictures,
    reports,
    talk,
)
from hoitu.workspace.demo import correspondence as letters
from hoitu.workspace.demo.agencies import World
from hoitu.workspace.demo.connections import connect
from hoitu.workspace.demo.content import Sample
from hoitu.workspace.models import Notification

UPLOADS_AT_ONCE = 3
PLAN = Path(__file__).parent / "van-giang-2026.yaml"
OPENED_BEFORE = timedelta(days=100)
UNREAD_HOURS = timedelta(hours=5)
# Everything else hangs on these by foreign keys; rules and security profiles stay.
ROOTS = (
    "accounts_organisation", "accounts_person", "kernel_factrecord", "kernel_subjectposition",
    "procrastinate_jobs", "django_session",
)  # fmt: skip
Progress = Callable[[str, int, int], None]


class NotADemonstration(Refused):
    """Raised where the demonstration has no business: a newsroom that works."""

    default_sentence = _(
        "Bản cài đặt này không phải bản thử nghiệm nên không nạp dữ liệu minh họa. "
        "Muốn thử, hãy đặt HOITU_DEMO=true ở một bản cài đặt khác."
    )


class SomebodyWorksHere(Refused):
    """Raised when the database already holds agencies of its own."""

    default_sentence = _("Cơ sở dữ liệu đã có cơ quan khác. Dữ liệu minh họa chỉ nạp vào nơi còn trống.")


def load(*, progress: Progress) -> bool:
    """Fill an empty installation with the demonstration; return False when it stands there already."""
    _allow()
    present = accounts.agencies()
    ours = {body["name"] for body in content.table("organisations.toml")["organisation"]}
    if any(agency.name in ours for agency in present):
        return False
    if present:
        raise SomebodyWorksHere()
    world = World(now=content.working_moment(), loaded_at=clock.now())
    samples = content.samples(world.now)
    opened = world.now - OPENED_BEFORE
    with transaction.atomic(), clock.frozen(opened):
        agencies.found(world)
        plan_id = _plans(world)
        load_catalogues()  # a reset empties every table that hangs on organisations
        maturity.last_year(world)
    with clock.frozen(opened):
        _import_documents(world)
    measures.freeze_before(world, plan_id)
    _hang_pictures(world, samples, opened, progress)
    with transaction.atomic():
        made = newsroom.live_again(world, samples, lambda n, of: progress("Tin bài", n, of))
        follow_up.follow_up(world, plan_id)
        with clock.frozen(world.now):
            _arrange(world, made)
            talk.talk(world, made)
            maturity.this_year(world)
        # People read what they are told: only the last hours' news is new to them.
        Notification.objects.unscoped(why="the demonstration's own people").filter(
            made_at__lt=world.now - UNREAD_HOURS
        ).update(read_at=world.now)
    jobs.tasks["strategy.note_everything"]()
    measures.state(world)
    reports.send(world)
    connect(world)
    letters.write(world)
    oversight.oversee(world)
    outlook.look_ahead(world, plan_id)
    for number, card in enumerate(world.sites.values(), start=1):
        jobs.tasks["site.bake_dirty"](slug=card.slug)
        jobs.tasks["site.index_articles"](slug=card.slug)
        progress("Dựng trang", number, len(world.sites))
    draws.draw(world, plan_id)
    return True


def _plans(world: World) -> UUID:
    """Load the plans that come with the program; return the province's own, for which its department answers."""
    system = Actor.system(agency_id=None)
    for pack in strategy.shipped_plans():
        strategy.load_plan(actor=system, pack=pack)
    own = strategy.load_plan(actor=system, pack=strategy.read_plan(PLAN))
    department = Actor.system(agency_id=world.bodies["so"])
    strategy.bind_plan(actor=department, plan_id=own.plan_id, scope="managed")
    follow_up.give_tasks(world, own.plan_id)
    return own.plan_id


def reset(*, progress: Progress) -> None:
    """Throw the demonstration's work away and load it anew."""
    _allow()
    database: dict[str, Any] = settings.DATABASES["default"] | settings.DATABASE_OWNER
    connections.close_all()
    with psycopg.connect(
        host=database["HOST"], port=database["PORT"] or None, dbname=database["NAME"],
        user=database["USER"], password=database["PASSWORD"] or None,
    ) as connection:  # fmt: skip
        connection.execute(f"TRUNCATE {', '.join(ROOTS)} CASCADE".encode())
    for card in content.table("front.toml")["site"]:
        shutil.rmtree(Path(settings.PUBLIC_ROOT) / card["slug"], ignore_errors=True)
    load(progress=progress)


def _allow() -> None:
    if not settings.CONFIG.demo:
        raise NotADemonstration()


def _import_documents(world: World) -> None:
    """Let the newsroom's collection of state papers come in as any folder does."""
    actor = world.actors["khai"]
    run_id = imports.open_run(
        actor=actor,
        kind=SourceKind.FOLDER,
        path=content.FOLDER / "documents",
        label="Văn bản nhà nước",
        in_background=False,
    )
    imports.analyse(actor=actor, run_id=run_id)
    imports.work(actor=actor, run_id=run_id)


def _hang_pictures(world: World, samples: list[Sample], at: datetime, progress: Progress) -> None:
    """Draw what the stories show and hand it to the archive, several at a time: encoding is the slow part."""
    wanted = hanging.hangings(samples)
    drawn = hanging.drawn(wanted, lambda n, of: progress("Vẽ tranh", n, of))

    def add(row: hanging.Hanging) -> UUID:
        try:
            with clock.frozen(at):
                return media.add_picture(
                    actor=world.actors["cuong" if row.agency == "bao" else "tan"],
                    filename=f"{row.scene}-{row.view}.jpg",
                    data=drawn[row.scene, row.view],
                    caption=row.caption,
                    credit=content.CREDIT,
                    alt=row.alt,
                    rights_note=pictures.RIGHTS,
                ).id
        finally:
            connections.close_all()

    with ThreadPoolExecutor(UPLOADS_AT_ONCE) as pool:
        added = [pool.submit(contextvars.copy_context().run, add, row) for row in wanted]
        for number, (row, future) in enumerate(zip(wanted, added, strict=True), start=1):
            world.assets[row.agency, row.name] = future.result()
            progress("Kho ảnh", number, len(wanted))


def _arrange(world: World, made: dict[str, UUID]) -> None:
    """Curate the fronts, order the menus, say on a page of its own that all this is invented."""
    notice = content.table("organisations.toml")["notice"]
    for row in content.table("front.toml")["site"]:
        agency = row["agency"]
        card = world.sites[agency]
        actor = world.actors["khai" if agency == "bao" else "hoa"]
        site.order_sections(
            actor=actor, site_id=card.id, slugs=[section["slug"] for section in row["sections"]]
        )
        site.save_static_page(
            actor=actor,
            site_id=card.id,
            title="Về dữ liệu thử nghiệm",
            body=f"<p>{notice}</p><p>{pictures.RIGHTS}</p>",
        )
        front = site.front_of(agency_id=world.bodies[agency], site_id=card.id)
        site.publish_front(actor=actor, front_id=front, layout=_layout(row, made))


def _layout(row: dict[str, Any], made: dict[str, UUID]) -> FrontLayout:
    blocks = [
        Block(
            key=block["key"],
            style=block["style"],
            title=block.get("title", ""),
            link=block.get("link", ""),
            limit=block.get("limit", 6),
            rule=Rule(block.get("rule", "site"), block.get("genre", "")),
            pins=tuple(Pin(made[slug], place) for place, slug in enumerate(block.get("pins", ()))),
        )
        for block in row["block"]
    ]
    return FrontLayout(tuple(blocks))
