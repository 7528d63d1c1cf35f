"""Documents joined to a proposal: PDF, JPEG and PNG, checked by what they hold and rid of what they hide.

A file is kept once, under the hash of its cleaned content, behind `storage`; a row says to which text it
belongs. Whoever may read the text may open the file, and nobody else.
"""
