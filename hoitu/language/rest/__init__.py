"""Proofreading for programs."""

from hoitu.language.rest.routes import router

__all__ = ["router"]
