"""The front door of the connector room."""

from hoitu.connector.adapters.identity import fingerprint, public_key
from hoitu.connector.errors import FileRefused, NothingNew, NotTrusted, SignatureRefused, TooManyKeys
from hoitu.connector.operations.authenticate import forget_nonces, signed_by
from hoitu.connector.operations.build import build_package
from hoitu.connector.operations.connections import add_key, retire_key, save_connection, set_paused
from hoitu.connector.operations.dead_letters import give_up, try_again
from hoitu.connector.operations.partners import (
    add_partner,
    change_partner,
    let_speak_for,
    revoke_partner,
    trust_partner,
)
from hoitu.connector.operations.receive import drop_package, receive_file, receive_online, replay
from hoitu.connector.operations.send import SendAgain, ask_to_send, cancel, hand_out, send_now, take_receipt
from hoitu.connector.operations.sheets import LineRefused, bring_sheet, drop_line, mend_line, write_sheet
from hoitu.connector.operations.silence import tell_silence
from hoitu.connector.operations.take_rows import take_rows
from hoitu.connector.operations.withdraw import withdraw_package
from hoitu.connector.policies.signing import fingerprint_of
from hoitu.connector.queries.duties import duties
from hoitu.connector.queries.outgoing import outgoing

__all__ = [
    "FileRefused",
    "LineRefused",
    "NotTrusted",
    "NothingNew",
    "SendAgain",
    "SignatureRefused",
    "TooManyKeys",
    "add_key",
    "add_partner",
    "ask_to_send",
    "bring_sheet",
    "build_package",
    "cancel",
    "change_partner",
    "drop_line",
    "drop_package",
    "duties",
    "fingerprint",
    "fingerprint_of",
    "forget_nonces",
    "give_up",
    "hand_out",
    "let_speak_for",
    "mend_line",
    "outgoing",
    "public_key",
    "receive_file",
    "receive_online",
    "replay",
    "retire_key",
    "revoke_partner",
    "save_connection",
    "send_now",
    "set_paused",
    "signed_by",
    "take_receipt",
    "take_rows",
    "tell_silence",
    "trust_partner",
    "try_again",
    "withdraw_package",
    "write_sheet",
]
