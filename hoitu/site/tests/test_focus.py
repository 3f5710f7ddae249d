"""A figure's chosen point is kept in view by classes of the site's style: pages carry no style of their own."""

from uuid import UUID

from hoitu.site.rendering.assets import FOLDER
from hoitu.site.rendering.document import PageRenderer
from hoitu.site.rendering.pictures import focus_in, focus_of
from hoitu.stories.document.tree import Json, Node

ASSET = UUID(int=7)
PICTURES = {str(ASSET): {"src": "/a.jpg", "set": [], "w": 900, "h": 600, "alt": "", "credit": ""}}


def figure(**attrs: Json) -> Node:
    return Node("figure", {"asset": str(ASSET), **attrs})


def test_a_frame_cuts_around_the_point() -> None:
    html = str(PageRenderer(PICTURES).node(figure(ratio="16:9", focusX=23, focusY=100)))
    assert 'class="crop r16-9 fx5 fy20"' in html
    assert "style=" not in html


def test_without_a_frame_the_whole_picture_is_shown() -> None:
    assert "crop" not in str(PageRenderer(PICTURES).node(figure(focusX=10, focusY=10)))


def test_lists_cut_around_the_point_of_the_storys_figure() -> None:
    body = Node("doc", {}, (Node("box", {}, (figure(focusX=0, focusY=52),)),))
    assert focus_in(body, ASSET) == "fx0 fy10"
    assert focus_in(body, UUID(int=8)) == ""


def test_every_class_that_may_be_named_is_in_the_style() -> None:
    css = (FOLDER / "base.css").read_text()
    named = {name for at in range(101) for name in focus_of(figure(focusX=at, focusY=at)).split()}
    assert {name for name in named if f".{name}{{" not in css} == set()
