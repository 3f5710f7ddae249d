"""Papers: administrative documents in the form the state asks for, as DOCX, PDF and sheets."""
