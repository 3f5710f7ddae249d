"""Found the agencies of the demonstration: bodies, roles, desks, people, licences, sites, channels."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings

from hoitu.accounts import api as accounts
from hoitu.channels import api as channels
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.registers import api as registers
from hoitu.site import api as site
from hoitu.site.data import Furniture, SiteCard
from hoitu.stories import api as stories
from hoitu.workspace.demo import content

OFFICER_PERMISSIONS = (
    "connector.manage",
    "connector.read",
    "connector.send",
    "correspondence.answer",
    "correspondence.press",
    "correspondence.read",
    "correspondence.send",
    "correspondence.write",
    "assurance.draw",
    "assurance.judge",
    "assurance.read",
    "evidence.add",
    "evidence.check",
    "evidence.read",
    "maturity.catalogue",
    "maturity.read",
    "maturity.verify",
    "oversight.complaints",
    "oversight.keep",
    "oversight.plan",
    "oversight.read",
    "outlook.embed",
    "registers.manage",
    "registers.money",
    "registers.read",
    "registers.security",
    "registers.training",
    "reporting.read",
    "reporting.receive",
    "reporting.send",
    "reporting.write",
    "strategy.assign",
    "strategy.declare",
    "strategy.manage",
    "strategy.read",
    "strategy.work",
)
_DAYS_FROM_NOW = re.compile(r"@([+-]\d+)(?: (\d\d:\d\d))?")
HAND_CHANNELS = (
    ("Báo in Vân Giang", "print"),
    ("Phát thanh Vân Giang", "radio"),
    ("Truyền hình Vân Giang", "tv"),
    ("Trang Zalo Vân Giang", "social"),
)


@dataclass
class World:
    """What has been made so far, by the keys of the TOML files; those of an agency's own by (agency, key)."""

    now: datetime
    loaded_at: datetime
    bodies: dict[str, UUID] = field(default_factory=dict)
    desks: dict[tuple[str, str], UUID] = field(default_factory=dict)
    sections: dict[tuple[str, str], UUID] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    sites: dict[str, SiteCard] = field(default_factory=dict)
    channels: dict[tuple[str, str], UUID] = field(default_factory=dict)
    assets: dict[tuple[str, str], UUID] = field(default_factory=dict)
    ways: dict[tuple[str, str, str], UUID] = field(default_factory=dict)

    def system(self, agency: str) -> Actor:
        """Return the machine at work for an agency."""
        return Actor.system(agency_id=self.bodies[agency])


def found(world: World) -> None:
    """Make everything that stands before the first story."""
    told = content.table("organisations.toml")
    for body in told["organisation"]:
        _body(world, body)
    for link in told["link"]:
        accounts.link_organisations(
            actor=Actor.system(agency_id=None),
            from_id=world.bodies[link["from"]],
            to_id=world.bodies[link["to"]],
            kind=link["kind"],
        )
    for position, desk in enumerate(told["desk"]):
        world.desks[desk["agency"], desk["key"]] = accounts.save_desk(
            actor=world.system(desk["agency"]),
            name=desk["name"],
            short_name=desk["short_name"],
            position=position,
        )
    _people(world)
    for agency in ("bao", "tap-chi"):
        _open_doors(world, agency)
    for licence in told["licence"]:
        values = {name: value for name, value in licence.items() if name != "organisation"}
        registers.save_licence(
            actor=world.system(licence["organisation"]), values=registers.LicenceInput(**values)
        )
    _registers(world)
    for row in content.table("front.toml")["site"]:
        _site(world, row, told)


def _registers(world: World) -> None:
    """Write what the registers hold, field by field as somebody types it."""
    for row in content.table("registers.toml")["row"]:
        typed = {name: _typed(value, world.now) for name, value in row.items() if name not in ("of", "book")}
        registers.keep_row(actor=world.system(row["of"]), book=row["book"], typed=typed)


def _typed(value: str, now: datetime) -> str:
    """Return a field's words; "@-3 08:00" is three days before now, at eight."""
    found = _DAYS_FROM_NOW.fullmatch(value)
    if found is None:
        return value
    day = (clock.local(now) + timedelta(days=int(found[1]))).date().isoformat()
    return f"{day}T{found[2]}" if found[2] else day


def _body(world: World, body: Mapping[str, Any]) -> None:
    system = Actor.system(agency_id=None)
    values = {k: v for k, v in body.items() if k not in ("key", "kind", "slug")}
    if body["kind"] == "press_agency":
        found_id = accounts.found_agency(
            actor=system, name=body["name"], short_name=body["short_name"], valid_from=body["valid_from"]
        )
        world.bodies[body["key"]] = accounts.save_organisation(
            actor=system, organisation_id=found_id, values=values
        )
    else:
        world.bodies[body["key"]] = accounts.save_organisation(
            actor=system, values=values | {"kind": body["kind"]}
        )


def _people(world: World) -> None:
    told = content.table("people.toml")
    roles = {agency: _roles(world, agency) for agency in ("bao", "tap-chi", "so", "tinh-uy", "bo")}
    for row in told["person"]:
        agency = row["agency"]
        sent = accounts.invite(
            actor=world.system(agency),
            email=row["email"],
            full_name=row["name"],
            titles=[row["title"]],
            role_ids=[roles[agency][key] for key in row["roles"]],
            desk_ids=[world.desks[agency, key] for key in row["desks"]],
        )
        person = accounts.accept_invitation(
            secret=sent.secret, person=None, full_name=row["name"], password=told["password"]
        )
        world.people[row["key"]], world.names[row["key"]] = person.pk, row["name"]
        world.actors[row["key"]] = accounts.actor_for(person_id=person.pk, agency_id=world.bodies[agency])


def _roles(world: World, agency: str) -> dict[str, UUID]:
    """Return the roles by key; bodies that are no press agencies get one of their own."""
    roles = {role.key: role.id for role in accounts.roles(agency_id=world.bodies[agency])}
    if not roles:
        roles["state_officer"] = accounts.save_role(
            actor=world.system(agency),
            name="Chuyên viên quản lý báo chí",
            description="Xem sổ giấy phép, quy định; quản lý kế hoạch và chỉ tiêu.",
            permissions=OFFICER_PERMISSIONS,
            mfa_required=False,
        )
    return roles


def _open_doors(world: World, agency: str) -> None:
    """Let no role ask for a second factor: whoever tries Hội Tụ signs in with the password alone."""
    for role in accounts.roles(agency_id=world.bodies[agency]):
        if role.mfa_required:
            accounts.save_role(
                actor=world.system(agency),
                role_id=role.id,
                name=role.name,
                description="Bản thử nghiệm không đòi xác thực hai lớp; cơ quan thật nên bật.",
                permissions=role.permissions,
                mfa_required=False,
            )


def _site(world: World, row: Mapping[str, Any], told: Mapping[str, Any]) -> None:
    agency = row["agency"]
    system = world.system(agency)
    for order, section in enumerate(row["sections"], start=1):
        world.sections[agency, section["slug"]] = stories.save_section(
            actor=system, name=section["name"], slug=section["slug"], order=order * 10
        )
    world.sites[agency] = site.create_site(
        actor=system,
        slug=row["slug"],
        name=row["title"],
        origin=settings.PUBLIC_URL,
        path_prefix=row["path"],
        tagline=row["tagline"],
        theme={"preset": row["preset"]},
        furniture=_furniture(world, row, told),
    )
    world.channels[agency, "web"] = channels.save_channel(
        actor=system,
        name=f"Trang {row['short_title']}",
        kind="web",
        medium="web",
        config={"site": row["slug"]},
        is_default=True,
    )
    for name, medium in HAND_CHANNELS if agency == "bao" else ():
        world.channels[agency, medium] = channels.save_channel(
            actor=system, name=name, kind="manual", medium=medium
        )


def _furniture(world: World, row: Mapping[str, Any], told: Mapping[str, Any]) -> Furniture:
    bodies = {body["key"]: body for body in told["organisation"]}
    agency = row["agency"]
    above = next(
        link["to"] for link in told["link"] if link["from"] == agency and link["kind"] == "governing"
    )
    licence = next(
        item for item in told["licence"] if item["organisation"] == agency and item["product"] == "online"
    )
    head, title = ("thanh", "Giám đốc") if agency == "bao" else ("hoa", "Tổng Biên tập")
    return Furniture(
        product_name=row["title"],
        agency=bodies[agency]["name"],
        governing_body=bodies[above]["name"],
        domain=settings.PUBLIC_URL.partition("://")[2],
        licence=f"{licence['number']}, {licence['issuer']}, ngày 1/7/2025",
        head_title=title,
        head_name=world.names[head],
        address=bodies[agency]["address"],
        phone=bodies[agency]["phone"],
        email=bodies[agency]["email"],
        copyright=told["notice"],
    )
