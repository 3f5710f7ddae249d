"""Makes the smallest newsroom in a running installation; a process of its own, started by the journeys' fixture.

Prints one JSON object: what the journey has to know.
"""

import json
import os
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoitu.project.settings")
django.setup()

from hoitu.accounts.models import Membership, Organisation, Role  # noqa: E402
from hoitu.accounts.testing import PASSWORD, make_agency, make_desk, make_person  # noqa: E402
from hoitu.channels import api as channels  # noqa: E402
from hoitu.kernel import clock  # noqa: E402
from hoitu.kernel.actor import Actor  # noqa: E402
from hoitu.site import api as sites  # noqa: E402
from hoitu.stories.models import Section  # noqa: E402
from hoitu.strategy.testing import govern, license_agency, make_body, make_plan, manage  # noqa: E402

PEOPLE = {"lan": ("reporter", "Nguyễn Thị Lan"), "minh": ("editor", "Trần Văn Minh"),
          "thu": ("secretary", "Lê Thị Thu"), "dung": ("director", "Phạm Tiến Dũng")}  # fmt: skip


def main(public_url: str) -> dict[str, object]:
    agency = make_agency("Báo Vân Giang")
    # Two steps at sign-in have their own tests; a journey about stories signs in by password alone.
    Role.objects.for_agency(agency.id).update(mfa_required=False)
    desk = make_desk(agency, "Ban Thời sự")
    people = {
        key: make_person(agency, role, name=name, desks=(desk,), password=PASSWORD).email
        for key, (role, name) in PEOPLE.items()
    }
    Section.objects.create(agency=agency, name="Thời sự", slug="thoi-su", order=1)
    actor = Actor.system(agency_id=agency.id)
    site = sites.create_site(actor=actor, slug="van-giang", name="Báo Vân Giang", origin=public_url)
    channels.save_channel(
        actor=actor, name="Báo điện tử Vân Giang", kind="web", medium="web",
        config={"site": site.slug}, is_default=True,
    )  # fmt: skip
    people["yen"], people["tam"] = _bodies_above(agency)
    # They worked here yesterday too: a clock that jumps back makes nobody a stranger.
    everybody = Membership.objects.unscoped(why="an installation of this test alone")
    everybody.update(active_from=clock.now() - timedelta(days=1))
    return {"people": people, "password": PASSWORD, "site": site.slug}


def _bodies_above(agency: Organisation) -> tuple[str, str]:
    """Let a department answer for a plan about the agency; return the addresses of its officer and of the governing
    body's."""
    department, governing = make_body("Sở VHTTDL Vân Giang"), make_body("Tỉnh ủy Vân Giang", "governing_body")
    manage(agency, department)
    govern(agency, governing)
    license_agency(agency, is_magazine=True)
    make_plan("ca-mau-203-kh-ubnd", owner=department)
    rights = ("strategy.read", "strategy.manage", "reporting.read", "reporting.receive")
    officer = make_person(department, name="Nguyễn Hải Yến", permissions=rights, password=PASSWORD)
    clerk = make_person(governing, name="Lê Thị Thanh Tâm", permissions=rights, password=PASSWORD)
    return officer.email, clerk.email


if __name__ == "__main__":
    json.dump(main(sys.argv[1]), sys.stdout)
