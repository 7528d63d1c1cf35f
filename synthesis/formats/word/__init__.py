"""What a text for Word is made of: styles, paragraphs, tables, and the archive around them."""
