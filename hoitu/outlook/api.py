"""The front door of the outlook room."""

from hoitu.outlook.operations.embed import make_embed, revoke_embed
from hoitu.outlook.operations.keep_shares import keep_shares

__all__ = ["keep_shares", "make_embed", "revoke_embed"]
