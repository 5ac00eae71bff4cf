/* What CrossCheck reads object files with: libelf for the container, libdw and libdwfl for DWARF. */
#ifndef WEFT_ELFUTILS_H
#define WEFT_ELFUTILS_H

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>
#include <libelf.h>

#endif
