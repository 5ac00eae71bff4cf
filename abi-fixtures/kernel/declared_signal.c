// What the kernel puts on the stack to run a signal handler, and what pselect6 takes in place of a signal set. No exported
// header has these, so they are declared here as the kernel's source has them; the exported parts come from its headers.

#define WEFT_VIEW_KERNEL

#include <linux/signal.h>
#include <asm/sigcontext.h>
#include <asm/ucontext.h>

#include "../fixture.h"

#if defined(__x86_64__)
// arch/x86/include/asm/sigframe.h, struct rt_sigframe.
struct rt_sigframe {
	char *pretcode;
	struct ucontext uc;
	struct siginfo info;
};
#elif defined(__aarch64__)
// arch/arm64/kernel/signal.c, struct rt_sigframe: sp points at it on entry to the handler.
struct rt_sigframe {
	struct siginfo info;
	struct ucontext uc;
};

// arch/arm64/kernel/signal.c (since Linux 6.13 arch/arm64/include/asm/stacktrace/frame.h), struct frame_record: the
// frame pointer points at it, above the frame.
struct frame_record {
	__u64 fp;
	__u64 lr;
};
#elif defined(__riscv)
// arch/riscv/kernel/signal.c, struct rt_sigframe, as it is where there is an MMU.
struct rt_sigframe {
	struct siginfo info;
	struct ucontext uc;
};
#endif

// fs/select.c, struct sigset_argpack.
struct sigset_argpack {
	sigset_t *p;
	__kernel_size_t size;
};

// Records.
RECORD(struct, rt_sigframe)
RECORD(struct, sigset_argpack)
#if defined(__aarch64__)
RECORD(struct, frame_record)
#endif
