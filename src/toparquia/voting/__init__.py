"""One vote, whatever it is for: roll, channels, tally sheets, ballots, count, tie draw, certificate."""
