/* What the live tests need of the machine that Swift cannot say: the bare system call, and a signal handler that leaves
   its stack as the kernel made it. */
#ifndef KERNEL_PROBE_H
#define KERNEL_PROBE_H

#include <stdint.h>

/* The bare system call: what the kernel returns, errors as -errno. No C library stands between. */
long kernel_call(long number, uint64_t a, uint64_t b, uint64_t c, uint64_t d, uint64_t e, uint64_t f);

/* What the handler was given by the kernel when it last ran: its stack pointer, and its second and third argument. */
uint64_t probe_frame_address(void);
uint64_t probe_info_address(void);
uint64_t probe_context_address(void);

/* The addresses of the handler and of its restorer, for a record that is passed to rt_sigaction. */
uint64_t probe_handler_address(void);
uint64_t probe_restorer_address(void);

#endif
