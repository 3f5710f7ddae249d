"""The security profiles that every installation knows."""

from django.db import migrations

PROFILES = [
    {
        "key": "standard",
        "name": "Cơ bản",
        "citation": "Mặc định của Hội Tụ cho cơ quan chưa áp dụng cấp độ 3",
        "confidence": "lựa chọn của phần mềm",
        "password_length_with_mfa": 8,
        "password_length": 10,
        "password_classes": 1,
        "password_history": 3,
        "admin_password_days": None,
        "idle_minutes": 480,
        "admin_idle_minutes": 60,
        "session_hours": 168,
        "lock_after_failures": 10,
        "lock_minutes": 15,
        "disable_after_days": None,
        "mfa_for_everyone": False,
    },
    {
        "key": "level3",
        "name": "Cấp độ 3",
        "citation": "TCVN 14423:2026, khoản 5.5.2.2, 5.6.2.2, 5.6.2.3, 5.6.2.4",
        "confidence": "theo bản tóm tắt, cần đối chiếu bản gốc",
        "password_length_with_mfa": 8,
        "password_length": 14,
        "password_classes": 4,
        "password_history": 10,
        "admin_password_days": 60,
        "idle_minutes": 15,
        "admin_idle_minutes": 5,
        "session_hours": 12,
        "lock_after_failures": 5,
        "lock_minutes": 720,
        "disable_after_days": 45,
        "mfa_for_everyone": True,
    },
]


def add_profiles(apps, schema_editor):  # type: ignore[no-untyped-def]
    SecurityProfile = apps.get_model("accounts", "SecurityProfile")
    for profile in PROFILES:
        SecurityProfile.objects.update_or_create(key=profile["key"], defaults=profile)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(add_profiles, migrations.RunPython.noop)]
