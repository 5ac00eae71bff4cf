// The kernel's signal set on x86_64. The exported header says `unsigned long` for libc's sake; the kernel's own is a
// record, as every other architecture exports it. It stands alone because the two declarations clash.

#define WEFT_VIEW_KERNEL

#include "../fixture.h"

#if defined(__x86_64__)
// arch/x86/include/asm/signal.h, sigset_t: _NSIG is 64 and _NSIG_BPW is 64.
typedef struct {
	unsigned long sig[64 / 64];
} sigset_t;

// Records.
TYPEDEF_RECORD(sigset_t)

// Signal numbers.
enum { _NSIG = 64, _NSIG_BPW = 64, _NSIG_WORDS = _NSIG / _NSIG_BPW };
CONSTANT(_NSIG)
CONSTANT(_NSIG_BPW)
CONSTANT(_NSIG_WORDS)
#endif
