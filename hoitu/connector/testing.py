"""What tests of the connector and of rooms above need."""

import base64
import hashlib
import hmac
import json
import secrets
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client
from openpyxl import Workbook

from hoitu.accounts.models import Organisation, Person
from hoitu.accounts.operations.tokens import make_token
from hoitu.accounts.testing import actor_of
from hoitu.connector import api
from hoitu.connector.adapters.sheet import COLUMNS, heading
from hoitu.connector.data import MadeKey
from hoitu.connector.models import Connection, Partner
from hoitu.connector.policies.signing import Claims, digest_header, fingerprint_of, signed_text
from hoitu.kernel import clock

PATH = "/api/connector/publications"


def row(sender_id: str = "T-1", **fields: Any) -> dict[str, Any]:
    """Return a good row as a CMS sends it, published an hour ago and read back."""
    at = clock.now() - timedelta(hours=1)
    values = {
        "id": sender_id,
        "changed_at": at.isoformat(),
        "title": "Mùa sen ở Vạn Giang",
        "platform": "Trang tạp chí",
        "medium": "web",
        "is_domestic": True,
        "published_at": at.isoformat(),
        "confirmed_at": (at + timedelta(seconds=30)).isoformat(),
        "url": f"https://tapchi.example/{sender_id}",
    }
    return values | fields


def make_connection(agency: Organisation, name: str = "CMS của tạp chí") -> Connection:
    """Return a connection by API without keys."""
    return Connection.objects.create(agency=agency, kind="api", name=name, made_by_name="Thử")


def make_partner(agency: Organisation, name: str = "Sở", **fields: Any) -> Partner:
    """Return a trusted partner of the agency with a key of its own, packages going both ways."""
    raw = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    values = {
        "line": "state_management",
        "direction": "both",
        "state": "trusted",
        "public_key": base64.b64encode(raw).decode(),
        "fingerprint": fingerprint_of(raw),
        "made_by_name": "Thử",
    }
    return Partner.objects.create(agency=agency, name=name, **(values | fields))


def workbook_of(*rows: dict[str, object]) -> bytes:
    """Return a workbook in the template's form with these rows."""
    made = Workbook()
    sheet: Any = made.active
    sheet.append([heading(name) for name in COLUMNS])
    for each in rows:
        sheet.append([each.get(name) for name in COLUMNS])
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


class Sender:
    """An outside CMS: a token, a key, and signed requests."""

    def __init__(self, person: Person, connection: Connection, *, ed25519: bool = False) -> None:
        actor = actor_of(person)
        self.token = make_token(actor=actor, name="CMS", scopes=["connector.push"], days=9).secret
        self.private = Ed25519PrivateKey.generate() if ed25519 else None
        public = (
            base64.b64encode(self.private.public_key().public_bytes_raw()).decode() if self.private else ""
        )
        algorithm = "ed25519" if ed25519 else "hmac-sha256"
        self.key: MadeKey = api.add_key(
            actor=actor, connection_id=connection.pk, algorithm=algorithm, public_key=public
        )
        self.client = Client()

    def headers(self, body: bytes, *, at: datetime | None = None, **changed: str) -> dict[str, str]:
        """Return the headers of a signed request; `changed` replaces some after signing."""
        seconds = str(int((at or clock.now()).timestamp()))
        claims = Claims(self.key.key_id, seconds, secrets.token_hex(12), digest_header(body), "-")
        text = signed_text("POST", PATH, claims)
        raw = self.private.sign(text) if self.private else hmac.new(
            self.key.secret.encode(), text, hashlib.sha256
        ).digest()  # fmt: skip
        return {
            "Authorization": f"Bearer {self.token}",
            "Hoitu-Key": claims.key_id,
            "Hoitu-Date": claims.date,
            "Hoitu-Nonce": claims.nonce,
            "Content-Digest": claims.digest,
            "Hoitu-Signature": base64.b64encode(raw).decode(),
        } | changed

    def push(self, rows: list[Any], *, headers: dict[str, str] | None = None) -> Any:
        """Send a batch."""
        body = json.dumps({"rows": rows}).encode()
        signed = headers or self.headers(body)
        return self.client.post(PATH, body, content_type="application/json", headers=signed)
