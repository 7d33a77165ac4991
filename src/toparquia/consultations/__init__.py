"""Popular consultations: admitted projects are put to the vote, counted, and what won binds the State."""
