"""Pages drawn on a canvas: the page engine and the documents made with it."""
