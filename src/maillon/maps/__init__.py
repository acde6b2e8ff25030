"""Maps: variables, arrows, loops, chains; drawn, edited, told and marked."""
