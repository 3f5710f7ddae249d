"""The archive for programs."""

from hoitu.media.rest.batch import router as batch
from hoitu.media.rest.captions import router as captions
from hoitu.media.rest.collections import router as collections
from hoitu.media.rest.rights import router as rights
from hoitu.media.rest.routes import router
from hoitu.media.rest.uploads import router as uploads

router.add_router("", uploads)

router.add_router("", batch)

router.add_router("", captions)

router.add_router("", rights)

router.add_router("", collections)

__all__ = ["router"]
