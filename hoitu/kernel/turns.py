"""One at a time: whoever presses a button twice, on whichever host, is served one press after the other."""

from django.db import connection


def take_turn(*about: object) -> None:
    """Wait until no other transaction is about the same; this one's turn ends with it.

    Call it inside a transaction, before looking whether what is asked for is there already.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [":".join(map(str, about))])
