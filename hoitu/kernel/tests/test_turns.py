"""Whoever comes second waits until the first is done."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, transaction

from hoitu.kernel.turns import take_turn


def _gets_a_turn(*about: object) -> bool:
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '200ms'")
            take_turn(*about)
    except OperationalError:
        return False
    else:
        return True
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_the_second_waits_for_the_first_and_nobody_else_does() -> None:
    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            take_turn("plan", 1)
            assert not other.submit(_gets_a_turn, "plan", 1).result()
            assert other.submit(_gets_a_turn, "plan", 2).result()
        assert other.submit(_gets_a_turn, "plan", 1).result()
