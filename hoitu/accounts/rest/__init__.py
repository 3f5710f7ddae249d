"""Who the caller of the API is, and with whom they work."""

from hoitu.accounts.rest.account import router

__all__ = ["router"]
