"""Factories for tests that need stories."""

from uuid import UUID

from hoitu.kernel.actor import Actor
from hoitu.stories.document import tree
from hoitu.stories.models import Section, Story, Transition
from hoitu.stories.operations.create import create_story
from hoitu.stories.operations.details import Details, edit_details, ensure_term
from hoitu.stories.operations.move import move_story


def paragraphs(*texts: str) -> tree.Node:
    """Return a body of plain paragraphs."""
    return tree.Node("doc", {}, tuple(tree.Node("paragraph", {}, (tree.Text(text, ()),)) for text in texts))


def make_story(actor: Actor, *, headline: str = "Khánh thành cầu Yên Lộc", section: str = "Thời sự") -> Story:
    """Return a complete story at its first stage, begun by the actor."""
    story_id = create_story(
        actor=actor,
        headline=headline,
        standfirst="Cây cầu nối hai bờ sông sau ba năm thi công.",
        body=paragraphs("Sáng nay, cầu được thông xe.", "Người dân hai bên bờ rất vui."),
        section_id=ensure_term(Section, actor.agency, section).pk,
    )
    return fresh(story_id)


def fresh(story_id: UUID) -> Story:
    """Return the story as the database has it now."""
    return Story.objects.unscoped(why="tests").select_related("stage", "workflow").get(pk=story_id)


def move(actor: Actor, story: Story, to_stage: str, *, note: str = "") -> Story:
    """Take the way from where the story stands to the named stage, and return the story anew."""
    story = fresh(story.pk)
    way = Transition.objects.unscoped(why="tests").get(
        workflow=story.workflow, from_stage=story.stage, to_stage__key=to_stage
    )
    move_story(actor=actor, story_id=story.pk, transition_id=way.pk, note=note)
    return fresh(story.pk)


def approve(story: Story, *, editor: Actor, secretary: Actor, director: Actor) -> Story:
    """Bring a story at the desk through secretary and final approval."""
    move(editor, story, "secretary")
    move(secretary, story, "final")
    return move(director, story, "approved")


__all__ = ["Details", "approve", "edit_details", "fresh", "make_story", "move", "paragraphs"]
