"""What the media room announces."""

from dataclasses import dataclass
from uuid import UUID

from hoitu.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class RightsEnding(Fact):
    """Files may be used for `days` more days at most; 0: the right has ended while readers still have the file.

    `first` names the one that ends first, `count` how many there are. `batch_id` tells announcements apart.
    """

    batch_id: UUID
    days: int
    first: str
    count: int


@dataclass(frozen=True, kw_only=True)
class PictureChanged(Fact):
    """A picture is shown in another way from now on: `edit` is the number of its version.

    `hides`: places are hidden that readers could see before, so that what they have must go, not only be followed.
    """

    asset_id: UUID
    edit: int
    hides: bool


@dataclass(frozen=True, kw_only=True)
class FilesDamaged(Fact):
    """Files were found broken on a disk: `repaired` from the other copy, `lost` in the store until somebody helps.

    `alone`: whole in the store, but the second copy is broken and could not be written anew.

    `batch_id` tells announcements apart.
    """

    batch_id: UUID
    repaired: int
    lost: int
    alone: int = 0
