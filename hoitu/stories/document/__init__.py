"""The body of a story: a tree of typed nodes, declared once in schema.json."""
