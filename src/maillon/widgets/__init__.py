"""Controls, figures and French messages that workshops and sheets put on a page."""
