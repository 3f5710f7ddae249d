"""Profile level3 keeps the kinds of accounts apart; accounts made before get the kind that their roles say."""

from django.db import migrations

ADMIN = {"accounts.people", "accounts.roles", "accounts.security"}


def say_kinds(apps, schema_editor):  # type: ignore[no-untyped-def]
    SecurityProfile = apps.get_model("accounts", "SecurityProfile")
    SecurityProfile.objects.filter(key="level3").update(separate_kinds=True)
    Person = apps.get_model("accounts", "Person")
    Role = apps.get_model("accounts", "Role")
    kinds = dict.fromkeys(Person.objects.filter(is_operator=True).values_list("pk", flat=True), "admin")
    held = Role.objects.values_list("memberships__person_id", "permissions").exclude(memberships=None)
    for person_id, permissions in held:
        if ADMIN & set(permissions):
            kinds[person_id] = "admin"
        elif "kernel.operate" in permissions:
            kinds.setdefault(person_id, "technical")
    for kind in ("admin", "technical"):
        ids = [person_id for person_id, found in kinds.items() if found == kind]
        Person.objects.filter(pk__in=ids).update(kind=kind)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_devices_kinds_limits")]
    operations = [migrations.RunPython(say_kinds, migrations.RunPython.noop)]
