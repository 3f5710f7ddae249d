"""Records of outside systems for programs."""

from hoitu.connector.rest.routes import router

__all__ = ["router"]
