"""What every room stands on: errors, French wording, text, YAML files, Word pages."""
