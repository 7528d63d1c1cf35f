"""Follow, stop following, choose how to be told; and write the mails that tell."""
