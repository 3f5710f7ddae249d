"""The front door of the strategy room."""

from hoitu.strategy.operations.bind import bind_plan
from hoitu.strategy.operations.calendar_address import (
    end_calendar_address,
    make_calendar_address,
    whose_calendar,
)
from hoitu.strategy.operations.confirm_plan import confirm_proposal
from hoitu.strategy.operations.follow import on_release
from hoitu.strategy.operations.join_body import join_body, may_join
from hoitu.strategy.operations.load import Loaded, load_plan
from hoitu.strategy.operations.own_plan import (
    Decision,
    amend_plan,
    approve_plan,
    derive_plan,
    record_decision,
    return_plan,
    submit_plan,
    take_back_plan,
)
from hoitu.strategy.operations.proposals import (
    add_item,
    check_rest,
    drop_proposal,
    save_item,
    set_dropped,
)
from hoitu.strategy.operations.read_plan_file import open_file, read_again, read_file
from hoitu.strategy.packs import read_file as read_plan
from hoitu.strategy.packs import shipped_plans
from hoitu.strategy.queries.addressees import Succession, addressee, succession
from hoitu.strategy.queries.proposals import readable_plans
from hoitu.strategy.queries.scope import agencies_of, open_to
from hoitu.strategy.queries.values import records_of, until_of, value_of

__all__ = [
    "Decision",
    "Loaded",
    "Succession",
    "add_item",
    "addressee",
    "agencies_of",
    "amend_plan",
    "approve_plan",
    "bind_plan",
    "check_rest",
    "confirm_proposal",
    "derive_plan",
    "drop_proposal",
    "end_calendar_address",
    "join_body",
    "load_plan",
    "make_calendar_address",
    "may_join",
    "on_release",
    "open_file",
    "open_to",
    "read_again",
    "read_file",
    "read_plan",
    "readable_plans",
    "record_decision",
    "records_of",
    "return_plan",
    "save_item",
    "set_dropped",
    "shipped_plans",
    "submit_plan",
    "succession",
    "take_back_plan",
    "until_of",
    "value_of",
    "whose_calendar",
]
