"""Findings become one document: claims with their evidence, arranged in chapters, the same for every format."""
