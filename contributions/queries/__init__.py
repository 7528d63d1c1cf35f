"""Read contributions, as each person may see them.

`visibility.visible_to` is the one filter every page, feed, export and index passes through.
Lists return frozen rows, cut by key, so that a page costs what it shows.
"""
