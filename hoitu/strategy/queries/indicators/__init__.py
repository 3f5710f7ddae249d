"""One module per indicator whose records exist; the others take evidence until theirs do."""
