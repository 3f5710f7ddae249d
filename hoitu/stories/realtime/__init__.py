"""Writing together: one websocket per open story page.

`endpoint` lets somebody in and reads what they send, `writer` stores what everybody types with shared commits,
`rooms` passes it on to those who have the same story open (here or at another web process), `guard` looks again who
may still be there, `presence` says who is and where their caret stands, `frames` is the language on the wire.
"""
