"""Outlook: dashboards for three readers, the forecast to 2030, what if."""
