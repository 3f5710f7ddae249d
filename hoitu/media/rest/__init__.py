"""The archive for programs."""

from hoitu.media.rest.routes import router

__all__ = ["router"]
