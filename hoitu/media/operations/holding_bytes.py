"""What one agency deletes is never what another is just writing down as its own: the store is one for all."""

from django.db import connection

from hoitu.kernel.errors import Refused

# Whoever takes bytes in holds this lock shared, whoever lets go of bytes holds it alone.
_BYTES_LOCK = 0x686F6974


class BytesBusy(Refused):
    """Raised while somebody takes files in; the job that lets go of others comes again."""


def taking_in() -> None:
    """Keep `letting_go` away until the transaction ends: call it before looking whether bytes are there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_BYTES_LOCK])


def letting_go() -> None:
    """Keep everybody away who takes bytes in, until the transaction ends. Raises `BytesBusy`.

    It never waits: who waits for a lock makes all wait who come after, and a long film may just be read.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_BYTES_LOCK])
        if not cursor.fetchone()[0]:
            raise BytesBusy()
