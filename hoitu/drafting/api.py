"""The front door of the drafting room."""

from hoitu.drafting.operations.confirm_plan import confirm_proposal
from hoitu.drafting.operations.own_plan import (
    Decision,
    amend_plan,
    approve_plan,
    derive_plan,
    record_decision,
    return_plan,
    submit_plan,
    take_back_plan,
)
from hoitu.drafting.operations.proposals import add_item, check_rest, drop_proposal, save_item, set_dropped
from hoitu.drafting.operations.read_plan_file import open_file, read_again, read_file

__all__ = [
    "Decision",
    "add_item",
    "amend_plan",
    "approve_plan",
    "check_rest",
    "confirm_proposal",
    "derive_plan",
    "drop_proposal",
    "open_file",
    "read_again",
    "read_file",
    "record_decision",
    "return_plan",
    "save_item",
    "set_dropped",
    "submit_plan",
    "take_back_plan",
]
