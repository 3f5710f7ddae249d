"""The archive for programs."""

from hoitu.media.rest.captions import router as captions
from hoitu.media.rest.routes import router

router.add_router("", captions)

__all__ = ["router"]
