"""What one agency deletes is never what another is just writing down as its own: the store is one for all."""

from django.db import connection

# Whoever takes bytes in holds this lock shared, whoever lets go of bytes holds it alone.
_BYTES_LOCK = 0x686F6974


def taking_in() -> None:
    """Keep `letting_go` away until the transaction ends: call it before looking whether bytes are there."""
    _lock("pg_advisory_xact_lock_shared")


def letting_go() -> None:
    """Keep everybody away who takes bytes in, until the transaction ends."""
    _lock("pg_advisory_xact_lock")


def _lock(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name}(%s)", [_BYTES_LOCK])
