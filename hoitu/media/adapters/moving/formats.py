"""Which containers are opened at all.

A playlist or a list of files is a "video" too for FFmpeg, and opens whatever it names: other files of this machine,
addresses of its network. Only containers that hold their own sound and pictures are on the list.
"""

CONTAINERS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts,mpeg,avi,flv,mxf,asf,dv,"
    "ogg,wav,w64,mp3,flac,aac,amr,aiff,caf,ac3"
)
PROTOCOLS = "file"
