"""The trainer's side: copies in, marks, feedback in French, on top of nbgrader."""
