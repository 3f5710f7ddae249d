"""Small pieces of markup that every kind of node uses."""

from markupsafe import Markup

from hoitu.stories.document.tree import Node, Text

SAFE_SCHEMES = ("http://", "https://", "mailto:", "tel:", "/", "#")


def tag(name: str, inner: str, attributes: str = "") -> Markup:
    """Return an element; whoever calls has escaped `inner` and `attributes`."""
    return Markup(f"<{name}{attributes}>{inner}</{name}>")  # noqa: S704 - inner is escaped by whoever made it


def figure(classes: str, shown: Markup, caption: Markup, credit: str) -> Markup:
    """Return a figure with its caption and credit; both may be empty."""
    source = Markup(' <span class="credit">{}</span>').format(credit) if credit else Markup("")
    words = (
        Markup("<figcaption>{}{}</figcaption>").format(caption, source) if caption or credit else Markup("")
    )
    return Markup('<figure class="{}">{}{}</figure>').format(classes.strip(), shown, words)


def box_title(words: object) -> Markup:
    """Return the bold line over a box, nothing without words."""
    return Markup('<p class="box-title">{}</p>').format(words) if words else Markup("")


def missing(words: str) -> Markup:
    """Return the line that stands for something that cannot be shown."""
    return Markup('<p class="missing">{}</p>').format(words)


def cite(node: Node) -> Markup:
    """Return whose words a quotation holds."""
    words = node.attr("attribution")
    return Markup("<footer>{}</footer>").format(words) if words else Markup("")


def plain(node: Node) -> str:
    """Return a node's words without marks."""
    return "".join(child.text if isinstance(child, Text) else plain(child) for child in node.children)
