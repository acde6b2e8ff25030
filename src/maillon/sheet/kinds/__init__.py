"""The kinds of questions: all that is particular to a kind stands in its class.

It reads an answer or says in French why it cannot, reads a key, marks an answer against it, and
lists the wrong answers that each need a message.
"""
