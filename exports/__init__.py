"""Charts and tables as files. Nothing here knows of the page it was taken from."""
