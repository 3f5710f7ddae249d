"""A story's body as the readers' HTML: every node type of the schema, no script needed to read any of them."""

from markupsafe import Markup

from hoitu.site.rendering.document import blocks, charts, embeds, figures, locator, players, tables
from hoitu.site.rendering.document.blocks import AI_WORDS
from hoitu.site.rendering.document.writer import Pictures, Writer
from hoitu.site.rendering.language import DEFAULT, language
from hoitu.stories.document.tree import Node

__all__ = ["AI_WORDS", "RENDERERS", "VERSION", "PageRenderer"]

VERSION = 4
RENDERERS = {
    **blocks.RENDERERS,
    **figures.RENDERERS,
    **players.RENDERERS,
    **tables.RENDERERS,
    **charts.RENDERERS,
    **embeds.RENDERERS,
    **locator.RENDERERS,
}


class PageRenderer(Writer):
    """Turns one body into HTML. `pictures` holds the story's assets as `rendering.pictures` describes them."""

    def __init__(self, pictures: Pictures, media: Pictures | None = None, *, code: str = DEFAULT):
        super().__init__(RENDERERS, pictures, media or {}, language(code))

    def body(self, tree: Node) -> Markup:
        """Return the whole body; footnotes follow as a list with ways back."""
        return self.children(tree) + blocks.footnotes(self)
