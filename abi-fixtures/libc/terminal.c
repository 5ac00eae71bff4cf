// Terminals as the C library has them.

#define WEFT_VIEW_LIBC

#include <termios.h>
#include <sys/ioctl.h>

#include "../fixture.h"

// Records.
RECORD(struct, termios)
RECORD(struct, winsize)
RECORD(struct, termio)
