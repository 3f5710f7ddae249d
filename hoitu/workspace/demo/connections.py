"""Connections in the demonstration: the magazine's own app pushes its items; the department knows the ministry.

The rows go the way of every outside CMS. Two come wrong, as rows do, and wait for somebody.
"""

import base64
from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hoitu.connector import api as connector
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.workspace.demo.agencies import World

CMS, PLATFORM = "CMS ứng dụng Văn nghệ", "Ứng dụng Văn nghệ Vân Giang"
WEEKS, A_WEEK = 14, 3
TITLES = (
    "Đêm thơ bên bến Trúc", "Nghề làm giấy dó còn ai giữ", "Truyện ngắn: Con đò cuối mùa", "Trại sáng tác mùa thu",
    "Tranh lụa của một người thợ mỏ", "Lời ru trong dân ca", "Ký: Qua cánh đồng muối", "Nhạc sĩ trẻ về làng",
    "Chùm thơ về người lính đảo", "Sân khấu nhỏ, khán giả nhỏ", "Đọc lại một tập thơ cũ", "Ảnh: Chợ sớm Yên Lộc",
    "Múa đèn và những đôi tay", "Người chép sử bằng thơ",
)  # fmt: skip


def connect(world: World) -> None:
    """Connect the magazine's app and let it push some weeks; enter the ministry's installation at the department."""
    hoa = world.actors["hoa"]
    with clock.frozen(world.now - timedelta(weeks=WEEKS, hours=2)):
        connection_id = connector.save_connection(actor=hoa, name=CMS, usual_gap_hours=24 * 8)
        connector.add_key(actor=hoa, connection_id=connection_id, algorithm="hmac-sha256")
    for week in range(WEEKS, 0, -1):
        with clock.frozen(world.now - timedelta(weeks=week - 1, hours=1)):
            rows = [_row(WEEKS - week, place) for place in range(A_WEEK)]
            if week == 1:
                rows += [_row(WEEKS, 0) | {"medium": "podcast"}, _row(WEEKS, 1) | {"published_at": "hôm qua"}]
            connector.take_rows(connection_id=connection_id, given=rows)
    _ministry(world.system("so"))


def _row(week: int, place: int) -> dict[str, Any]:
    number = week * A_WEEK + place
    at = clock.now() - timedelta(days=2 * place, hours=5)
    title = TITLES[number % len(TITLES)]
    return {
        "id": f"APP-{number + 1:04}",
        "changed_at": at.isoformat(),
        "title": title if number < len(TITLES) else f"{title} (phần {number // len(TITLES) + 1})",
        "platform": PLATFORM,
        "medium": "web",
        "is_domestic": True,
        "published_at": at.isoformat(),
        "confirmed_at": (at + timedelta(minutes=2)).isoformat(),
        "url": f"https://app.vannghevangiang.example/bai/{number + 1}",
    }


def _ministry(department: Actor) -> None:
    """Enter an installation that does not exist, with a key whose private half nobody has; one package waits."""
    raw = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    with clock.frozen(clock.now() - timedelta(hours=1)):
        partner_id = connector.add_partner(
            actor=department,
            name="Hội Tụ của Bộ (thử nghiệm)",
            line="state_management",
            direction="out",
            public_key=base64.b64encode(raw).decode(),
        )
    connector.trust_partner(actor=department, partner_id=partner_id, read_out=connector.fingerprint_of(raw))
    connector.build_package(actor=department, partner_id=partner_id)
