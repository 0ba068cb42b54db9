"""Finding: the vector store, re-indexing, and search from a question to ranked evidence."""
