"""What an OpenDocument text is made of: the archive with its styles, and its tables."""
