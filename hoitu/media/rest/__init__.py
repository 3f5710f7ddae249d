"""The archive for programs."""

from hoitu.media.rest.routes import router
from hoitu.media.rest.uploads import router as uploads

router.add_router("", uploads)

__all__ = ["router"]
