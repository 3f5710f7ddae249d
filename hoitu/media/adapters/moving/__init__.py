"""Video and sound: what a file is, the files readers get of it, its captions, a part of it.

Nothing here stores or announces. FFmpeg runs in processes of its own (`child.py`), never in the newsroom's.
"""
