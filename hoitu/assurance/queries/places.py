"""Where this installation keeps data, and which outside machines it was told to ask."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from ipaddress import ip_address
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoitu.assurance.models import HostPlace
from hoitu.kernel.outgoing import Outgoing, host_of, outgoing

Country = HostPlace.Country
THIS_MACHINE = "may-chu-nay"
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://[^\s\"'<>]+", re.I)
# Settings that name a machine without being an address; what else looks like an address is found by its looks.
NAMES_A_HOST = ("mail_host", "fetch_private_hosts")
# Our own doors: where we are asked, not whom we ask.
OUR_DOORS = ("newsroom_url", "public_url", "allowed_hosts", "host")
SAME_MACHINE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Place:
    """One place of data. `host` is the key under which its country is stated; `path` is shown to operators only."""

    what: str | Promise
    host: str
    holds: str | Promise
    path: str = ""
    country: str = Country.UNKNOWN
    stated: str = ""
    is_outside: bool = False
    in_use: bool = True
    agency_id: UUID | None = None

    @property
    def country_words(self) -> str:
        return str(Country(self.country).label)

    @property
    def is_this_machine(self) -> bool:
        return self.host == THIS_MACHINE


def places_of(*, agency_id: UUID, everything: bool) -> list[Place]:
    """Return where data lies: the installation's stores, then the outside machines of the agency, or of all.

    Which country a machine stands in is what its channel says or what people of this organisation stated; nobody
    guesses it from a name.
    """
    stated = {row.host: row for row in HostPlace.objects.for_agency(agency_id)}
    found = [*_stores(), *_database(), *_permitted()]
    found += [_place(one) for one in outgoing(agency_id=None if everything else agency_id)]
    return [_with_country(one, stated) for one in found]


def unlisted() -> list[str]:
    """Return addresses in the settings that no row of the list names: there should be none."""
    listed = {one.host for one in outgoing(agency_id=None)}
    listed |= {one.host for one in (*_database(), *_permitted())}
    names = {host.rpartition(":")[0] or host for host in listed} | listed | set(SAME_MACHINE)
    return sorted({host for host in _hosts_in_settings() if host not in names})


def _stores() -> Iterator[Place]:
    config = settings.CONFIG
    rows: Iterable[tuple[str | Promise, Path, str | Promise]] = (
        (_("Thư mục dữ liệu"), config.home, _("khóa, nhật ký chạy, thư chờ, nhật ký lượt đọc")),
        (_("Tệp tải lên"), Path(settings.FILES_ROOT), _("ảnh, tư liệu, minh chứng")),
        (_("Trang bạn đọc đã dựng"), Path(settings.PUBLIC_ROOT), _("bài đã công khai")),
        (
            _("Nhật ký lượt đọc"),
            Path(settings.PUBLIC_LOG_ROOT),
            _("trang nào được mở lúc nào, không có địa chỉ người đọc"),
        ),
    )
    for what, path, holds in rows:
        yield Place(what, THIS_MACHINE, holds, path=str(path))
    if settings.FILES_COPY_ROOT:
        what, holds = _("Bản thứ hai của tệp gốc"), _("tệp gốc của kho tư liệu và phụ đề, để sửa tệp hỏng")
        yield Place(what, THIS_MACHINE, holds, path=str(settings.FILES_COPY_ROOT))


def _database() -> list[Place]:
    database = settings.DATABASES["default"]
    host = str(database.get("HOST") or "")
    is_here = not host or host.startswith("/") or host in SAME_MACHINE
    holds = _("mọi bản ghi: bản thảo, nguồn tin, người dùng, số liệu, nhật ký")
    if is_here:
        return [Place(_("Cơ sở dữ liệu PostgreSQL"), THIS_MACHINE, holds, path=host)]
    port = f":{database['PORT']}" if database.get("PORT") else ""
    return [Place(_("Cơ sở dữ liệu PostgreSQL"), f"{host}{port}", holds, is_outside=True)]


def _permitted() -> list[Place]:
    """Return the machines of the own network that channels and imports may ask."""
    holds = _("chỉ khi một kênh hoặc nguồn nhập được cài tới đó")
    return [
        Place(_("Được phép gọi trong mạng nội bộ"), host_of(host), holds, is_outside=True)
        for host in settings.CONFIG.fetch_private_hosts
    ]


def _place(one: Outgoing) -> Place:
    country = {True: Country.DOMESTIC, False: Country.FOREIGN, None: Country.UNKNOWN}[one.is_domestic]
    stated = str(_("theo cài đặt của kênh")) if one.is_domestic is not None else ""
    return Place(
        one.purpose,
        one.host,
        one.sends,
        country=country,
        stated=stated,
        is_outside=True,
        in_use=one.in_use,
        agency_id=one.agency_id,
    )


def _with_country(place: Place, stated: Mapping[str, HostPlace]) -> Place:
    key = THIS_MACHINE if _is_here(place.host) else place.host
    row = stated.get(key)
    if row is None or place.stated:
        return place
    words = f"{row.stated_by_name}: {row.note}" if row.note else row.stated_by_name
    values = {entry.name: getattr(place, entry.name) for entry in fields(place)}
    return Place(**values | {"country": row.country, "stated": words})


def _is_here(host: str) -> bool:
    name = host.rpartition(":")[0] or host
    try:
        return host == THIS_MACHINE or name in SAME_MACHINE or ip_address(name).is_loopback
    except ValueError:
        return False


def _hosts_in_settings() -> Iterator[str]:
    for entry in fields(settings.CONFIG):
        if entry.name in OUR_DOORS:
            continue
        value = getattr(settings.CONFIG, entry.name)
        words = value if isinstance(value, tuple) else (value,)
        for word in words:
            if not isinstance(word, str) or not word:
                continue
            if entry.name in NAMES_A_HOST:
                yield host_of(word)
            else:
                yield from (host_of(found) for found in ADDRESS.findall(word))
