// Process records that only libc exports, as the kernel's source has them.

#define WEFT_VIEW_KERNEL

#include <linux/types.h>

#include "../fixture.h"

// include/linux/sched.h, struct sched_param.
struct sched_param {
	int sched_priority;
};

// Records.
RECORD(struct, sched_param)
