// What only libc exports of scheduling, and a size of seccomp's that no header does, as the kernel's source has them.

#define WEFT_VIEW_KERNEL

#include <linux/types.h>

#include "../fixture.h"

// include/linux/sched.h, struct sched_param.
struct sched_param {
	int sched_priority;
};

// include/linux/seccomp.h, SECCOMP_NOTIFY_ADDFD_SIZE_VER0.
#define SECCOMP_NOTIFY_ADDFD_SIZE_VER0 24

// Records.
RECORD(struct, sched_param)

// Sizes.
CONSTANT(SECCOMP_NOTIFY_ADDFD_SIZE_VER0)
