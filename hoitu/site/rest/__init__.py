"""Readers' sites and their fronts for programs."""

from hoitu.site.rest.routes import router

__all__ = ["router"]
