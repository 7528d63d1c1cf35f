"""What someone was shown while writing: proposals close to theirs, and what they did of them.

It never stops anyone from writing. What was shown, and whether it was supported instead, is kept for whoever
moderates the text.
"""
