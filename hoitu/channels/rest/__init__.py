"""Channels and releases for programs."""

from hoitu.channels.rest.routes import router

__all__ = ["router"]
