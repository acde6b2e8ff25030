"""The eight checks of a clause, one a module, each a function of a reading."""
