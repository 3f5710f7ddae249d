"""Keep the files that people add."""

from typing import BinaryIO

from hoitu.correspondence.models import Attachment
from hoitu.evidence import api as evidence
from hoitu.kernel import clock
from hoitu.kernel.actor import Actor


def keep(actor: Actor, file: BinaryIO, file_name: str) -> Attachment:
    """Keep a file of the actor's organisation. Raises `FileRefused`, `FileTooLarge`."""
    kept = evidence.keep_file(agency_id=actor.agency, file=file, file_name=file_name)
    return Attachment.objects.create(
        agency_id=actor.agency,
        file_name=kept.file_name,
        sha256=kept.sha256,
        size_bytes=kept.size,
        kept_at=clock.now(),
        kept_by_name=actor.name,
    )
