"""The journeys' newsroom with a subscriber besides the site; a process of its own. Prints what was made as JSON."""

import json
import sys

from tests.journeys import seed  # sets Django up

SECRET = "khóa ký của đơn vị nhận"


def main(public_url: str, receiver_url: str) -> dict[str, object]:
    made = seed.main(public_url)
    from hoitu.accounts.models import Person
    from hoitu.channels import api as channels
    from hoitu.kernel.actor import Actor

    lan = Person.objects.get(email=seed_mail(made)).memberships.get()
    channels.save_channel(
        actor=Actor.system(agency_id=lan.agency_id),
        name="Đơn vị nhận",
        kind="ninjs",
        medium="wire",
        config={"url": receiver_url},
        secret=SECRET,
        is_default=True,
    )
    return made


def seed_mail(made: dict[str, object]) -> str:
    people = made["people"]
    assert isinstance(people, dict)
    return str(people["lan"])


if __name__ == "__main__":
    json.dump(main(*sys.argv[1:]), sys.stdout)
