"""What the connector room stores."""

from hoitu.connector.models.connections import (
    Batch,
    Connection,
    ConnectionKey,
    Item,
    RefusedRow,
    SheetFile,
    SheetLine,
    UsedNonce,
)
from hoitu.connector.models.packages import InPackage, OutPackage, Partner, ReceivedRecord

__all__ = [
    "Batch",
    "Connection",
    "ConnectionKey",
    "InPackage",
    "Item",
    "OutPackage",
    "Partner",
    "ReceivedRecord",
    "RefusedRow",
    "SheetFile",
    "SheetLine",
    "UsedNonce",
]
