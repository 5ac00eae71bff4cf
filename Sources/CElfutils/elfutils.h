/* What CrossCheck reads object files with: libelf for the container, libdw and libdwfl for DWARF. */
#ifndef WEFT_ELFUTILS_H
#define WEFT_ELFUTILS_H

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwelf.h>
#include <elfutils/libdwfl.h>
#include <libelf.h>

/* glibc's search through bytes, which its headers hide unless GNU's extensions are asked for before all others. */
extern void *memmem(const void *, size_t, const void *, size_t);

#endif
