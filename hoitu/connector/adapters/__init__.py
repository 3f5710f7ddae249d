"""The forms in which records come and go: sheets, zip files, signatures."""
