// The writer of ELF files.
