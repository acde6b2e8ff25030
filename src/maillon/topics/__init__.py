"""Topics: one folder each, which holds all that a workshop, a chapter and an exercise share.

Inside a topic: `model` computes, `pictures` draws, `workshop` wires both to controls; `claims` are
its surprises, `states` what an exercise simulates again, `figures` what pages ask for by name.
No topic imports another.
"""
