"""The front door of the correspondence room."""

from hoitu.correspondence.data import (
    Audience,
    Needs,
    NobodyAddressed,
    NotTheSpokesperson,
    WorksHere,
    WrongStep,
)
from hoitu.correspondence.operations.circulars import (
    CircularInput,
    add_file,
    correct_circular,
    drop_circular,
    remove_files,
    send_circular,
    withdraw_circular,
    write_circular,
)
from hoitu.correspondence.operations.enter_paper import PaperInput, enter_paper
from hoitu.correspondence.operations.experiences import (
    ExperienceInput,
    answer_question,
    ask_author,
    join_comparison,
    leave_comparison,
    mark_useful,
    publish_experience,
    withdraw_experience,
    write_experience,
)
from hoitu.correspondence.operations.library import (
    GuideInput,
    new_version,
    note_reading,
    replace_guide,
    share_guide,
    withdraw_guide,
)
from hoitu.correspondence.operations.press import (
    PressInput,
    approve_answer,
    ask,
    decline,
    draft_answer,
    return_draft,
    take_back,
    take_down,
)
from hoitu.correspondence.operations.receive import acknowledge, answer_circular, hand_on, note_opening
from hoitu.correspondence.operations.remind import alarm_of_press, remind_of_circulars
from hoitu.correspondence.operations.spokespeople import (
    SpokespersonInput,
    end_spokesperson,
    name_spokesperson,
)
from hoitu.correspondence.operations.statements import publish_statement, withdraw_statement, write_statement
from hoitu.correspondence.queries.duties import duties

__all__ = [
    "Audience",
    "CircularInput",
    "ExperienceInput",
    "GuideInput",
    "Needs",
    "NobodyAddressed",
    "NotTheSpokesperson",
    "PaperInput",
    "PressInput",
    "SpokespersonInput",
    "WorksHere",
    "WrongStep",
    "acknowledge",
    "add_file",
    "alarm_of_press",
    "answer_circular",
    "answer_question",
    "approve_answer",
    "ask",
    "ask_author",
    "correct_circular",
    "decline",
    "draft_answer",
    "drop_circular",
    "duties",
    "end_spokesperson",
    "enter_paper",
    "hand_on",
    "join_comparison",
    "leave_comparison",
    "mark_useful",
    "name_spokesperson",
    "new_version",
    "note_opening",
    "note_reading",
    "publish_experience",
    "publish_statement",
    "remind_of_circulars",
    "remove_files",
    "replace_guide",
    "return_draft",
    "send_circular",
    "share_guide",
    "take_back",
    "take_down",
    "withdraw_circular",
    "withdraw_experience",
    "withdraw_guide",
    "withdraw_statement",
    "write_circular",
    "write_experience",
    "write_statement",
]
