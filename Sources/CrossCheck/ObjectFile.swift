// Reads object files.
