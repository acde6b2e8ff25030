"""Five forms of DECP, each read into the same raw tables."""
