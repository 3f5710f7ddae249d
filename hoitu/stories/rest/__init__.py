"""Stories for programs: the same operations as on the screens, with the same permissions."""

from hoitu.stories.rest.routes import router

__all__ = ["router"]
