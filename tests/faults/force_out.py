"""Ends every session of a person; a process of its own. `python -m tests.faults.force_out EMAIL`"""

import sys

import django

django.setup()

from hoitu.accounts.models import Person  # noqa: E402
from hoitu.accounts.operations.sessions import sign_out_everywhere  # noqa: E402
from hoitu.accounts.testing import actor_of  # noqa: E402

if __name__ == "__main__":
    person = Person.objects.get(email=sys.argv[1])
    sign_out_everywhere(actor=actor_of(person), person_id=person.pk)
