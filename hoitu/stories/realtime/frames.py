"""The language between an editor and the server: binary frames, numbers as lib0 writes them.

| Kind | From | Body |
|---|---|---|
| HELLO 0 | editor | its state vector |
| WELCOME 0 | server | JSON of `Standing`; the story's number; milliseconds since 1970; the update it lacks |
| UPDATE 1 | editor | its number in this connection, a Yjs update |
| UPDATE 1 | server | a Yjs update that somebody else typed |
| PRESENCE 2 | both | an awareness update of y-protocols |
| STORED 3 | server | updates up to this number are committed; milliseconds since 1970; the story's number |
| STANDING 4 | server | JSON of `Standing`: it has changed |
| REFUSED 5 | server | the number of the update that was not stored; JSON with a `sentence` |
| PING 6 | editor | nothing; answered by PONG 6 |
"""

HELLO = WELCOME = 0
UPDATE = 1
PRESENCE = 2
STORED = 3
STANDING = 4
REFUSED = 5
PING = PONG = 6
