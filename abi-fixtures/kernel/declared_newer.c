// Constants of kernels newer than the headers that the other sources are compiled with. Each moves
// to the source of its theme when the headers have caught up.

#define WEFT_VIEW_KERNEL

#include "../fixture.h"

// include/uapi/asm-generic/mman-common.h, since Linux 6.13.
#define MADV_GUARD_INSTALL 102
#define MADV_GUARD_REMOVE 103

// include/uapi/linux/perf_event.h, PERF_ATTR_SIZE_VER9: config4 is added at 136.
#define PERF_ATTR_SIZE_VER9 144

// Advice.
CONSTANT(MADV_GUARD_INSTALL)
CONSTANT(MADV_GUARD_REMOVE)

// Sizes.
CONSTANT(PERF_ATTR_SIZE_VER9)
