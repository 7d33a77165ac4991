"""Pages that bring several rooms together: the front page, and the page of a territory."""
