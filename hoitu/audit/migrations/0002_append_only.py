"""The application may add to the trail and read it. Nothing else, not even by mistake."""

from django.db import migrations

REVOKE = """
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'hoitu_app') THEN
        REVOKE UPDATE, DELETE, TRUNCATE ON audit_auditentry FROM hoitu_app;
        REVOKE DELETE, TRUNCATE ON audit_audithead FROM hoitu_app;
    END IF;
END $$
"""
GRANT = """
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'hoitu_app') THEN
        GRANT UPDATE, DELETE ON audit_auditentry TO hoitu_app;
        GRANT DELETE ON audit_audithead TO hoitu_app;
    END IF;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(REVOKE, GRANT)]
