"""Word documents by their own structure: numbers, tables, text boxes, embedded workbooks."""
