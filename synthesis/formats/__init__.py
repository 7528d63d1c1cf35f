"""One document, several files: each writer is a function of the document alone, so its bytes are too."""
