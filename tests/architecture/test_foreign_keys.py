"""Foreign keys point to lower floors only, and leave no name behind there."""

from django.apps import apps
from django.db.models import ForeignObject

from tests.architecture.layers import floors


def _foreign_keys_across_rooms() -> list[tuple[str, str, ForeignObject]]:
    rooms = set(floors())
    found = []
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, ForeignObject) and field.model._meta.label == model._meta.label:
                home, other = model._meta.app_label, field.related_model._meta.app_label
                if home in rooms and other in rooms and home != other:
                    found.append((home, other, field))
    return found


def test_foreign_keys_point_to_lower_floors() -> None:
    order = floors()
    upwards = [
        str(field)
        for home, other, field in _foreign_keys_across_rooms()
        if order.index(other) <= order.index(home)
    ]
    assert upwards == []


def test_foreign_keys_across_rooms_leave_no_reverse_name() -> None:
    named = [
        f"{field}: related_name={field.remote_field.related_name!r}"
        for _, _, field in _foreign_keys_across_rooms()
        if field.remote_field.related_name != "+"
    ]
    assert named == []


def test_every_room_stands_on_one_floor() -> None:
    installed = {app.label for app in apps.get_app_configs() if app.name.startswith("hoitu.")}
    assert installed | {"project"} == set(floors())
