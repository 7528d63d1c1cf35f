"""Write an opinion and its answer as files, from one tree that each format writes in its own way."""
