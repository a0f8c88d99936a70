"""The story: what the pages of a report tell, as data. Nothing here knows a screen, a file, or a theme."""
