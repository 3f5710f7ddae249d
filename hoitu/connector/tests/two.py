"""Two installations in one test: each has its own secrets folder, and the same database."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from hoitu.accounts.models import Organisation
from hoitu.accounts.testing import make_agency
from hoitu.connector import api
from hoitu.connector.models import InPackage, OutPackage, Partner
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor
from hoitu.strategy.models import Publication
from hoitu.strategy.testing import make_body, make_publication, manage


class Side:
    """One installation: its own secrets folder, and the organisation that speaks there."""

    def __init__(self, settings: Any, home: Path, organisation: Organisation) -> None:
        self.settings, self.home, self.organisation = settings, home, organisation
        self.actor = Actor.system(agency_id=organisation.pk, name="Người phụ trách")
        with self.here():
            self.key, self.fingerprint = api.public_key(), api.fingerprint()

    @contextmanager
    def here(self) -> Iterator[None]:
        """Work in this installation."""
        before = self.settings.HOITU_HOME
        self.settings.HOITU_HOME = self.home
        try:
            yield
        finally:
            self.settings.HOITU_HOME = before

    def know(self, other: "Side", direction: str) -> Partner:
        """Enter the other side and compare its fingerprint."""
        with self.here():
            partner_id = api.add_partner(
                actor=self.actor, name=other.organisation.name, line="state_management", direction=direction,
                public_key=other.key,
            )  # fmt: skip
            api.trust_partner(actor=self.actor, partner_id=partner_id, read_out=other.fingerprint.upper())
        return Partner.objects.for_agency(self.organisation.pk).get(pk=partner_id)


class Two:
    """A newspaper's installation, and its department's, where the newspaper is known and nobody of it works."""

    def __init__(self, settings: Any, folder: Path) -> None:
        self.agency = make_agency("Báo Vạn Giang")
        self.there = Organisation.objects.create(kind="press_agency", name="Báo Vạn Giang (sổ của Sở)")
        department = make_body("Sở VHTTDL")
        manage(self.there, department)
        self.sender = Side(settings, folder / "a", self.agency)
        self.receiver = Side(settings, folder / "b", department)
        self.out = self.sender.know(self.receiver, "out")
        self.into = self.receiver.know(self.sender, "in")

    def publish(self, title: str, **fields: Any) -> Publication:
        fields = {"url": f"https://bao.example/{uuid4()}"} | fields
        return make_publication(self.agency, clock.now() - timedelta(hours=1), title=title, **fields)

    def build(self) -> tuple[OutPackage, bytes]:
        with self.sender.here():
            package_id = api.build_package(actor=self.sender.actor, partner_id=self.out.pk)
            _name, content = api.hand_out(actor=self.sender.actor, package_id=package_id)
        return OutPackage.objects.for_agency(self.agency.pk).get(pk=package_id), content

    def take(self, content: bytes) -> InPackage:
        with self.receiver.here():
            return api.receive_file(actor=self.receiver.actor, file_name="goi.zip", content=content)

    def map(self) -> None:
        with self.receiver.here():
            api.let_speak_for(
                actor=self.receiver.actor, partner_id=self.into.pk, foreign_id=self.agency.pk,
                agency_id=self.there.pk,
            )  # fmt: skip

    def titles(self) -> list[str]:
        rows = Publication.objects.for_agency(self.there.pk).filter(superseded_at=None)
        return sorted(rows.values_list("title", flat=True))
