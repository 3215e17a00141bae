"""Web pages: the right encoding, the main content, paragraphs and tables with their elements."""
