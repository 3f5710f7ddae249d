"""Discussions for programs."""

from hoitu.discussion.rest.routes import router

__all__ = ["router"]
