"""What a picture says about itself: IPTC in XMP and IIM, Exif. Read and written by Exiv2.

Files are hostile: whoever is not in a child process calls `child.py`.
"""
