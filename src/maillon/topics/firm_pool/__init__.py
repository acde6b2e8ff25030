"""The pool of firms: who bids, year after year, under a policy of clauses.

Notebook: `vivier-entreprises`.
Chapter: `relier/remedes-qui-echouent`.
Exercise: `e2-vivier`.
"""
