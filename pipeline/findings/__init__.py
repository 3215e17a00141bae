"""What the report itself gets wrong, as data: kind, words, figures and evidence."""
