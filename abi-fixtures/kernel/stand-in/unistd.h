// Empty on purpose. linux/shm.h wants libc's <unistd.h> for getpagesize() in a macro that no fixture uses.
