"""An approver approves what the page showed: the text by its fingerprint, everything else by a hash."""

from hoitu.stories.content import content_hash, content_of
from hoitu.stories.document import seen
from hoitu.stories.errors import NotWhatYouSaw
from hoitu.stories.models import Story
from hoitu.stories.words import document_of

# The fingerprint tells of the words; these follow from them.
OF_THE_WORDS = ("headline", "standfirst", "body", "lead_asset", "assets")


def check_seen(story: Story, text: str | None, details: str | None) -> None:
    """Raise `NotWhatYouSaw` when the story is not what was seen; None is not compared."""
    if text is not None and text != fingerprint(story):
        raise NotWhatYouSaw()
    if details is not None and details != details_hash(story):
        raise NotWhatYouSaw()


def fingerprint(story: Story) -> str:
    """Return the sixteen hex digits of the story's text as it stands."""
    return seen.fingerprint(document_of(story))


def details_hash(story: Story) -> str:
    """Return the hash of everything that an approval freezes besides the words."""
    content = content_of(story)
    rest = {name: value for name, value in content.items() if name not in OF_THE_WORDS}
    return content_hash(rest | {"lead": str(story.lead_asset_id)})
