/* See include/KernelProbe.h. The handler writes nothing to its stack, so that every byte there is the kernel's or the
   test's poison. */
#include "KernelProbe.h"

#if defined(__x86_64__)

volatile uint64_t probe_frame, probe_info, probe_context;

uint64_t probe_frame_address(void) { return probe_frame; }
uint64_t probe_info_address(void) { return probe_info; }
uint64_t probe_context_address(void) { return probe_context; }

long kernel_call(long number, uint64_t a, uint64_t b, uint64_t c, uint64_t d, uint64_t e, uint64_t f) {
  register uint64_t r10 __asm__("r10") = d;
  register uint64_t r8 __asm__("r8") = e;
  register uint64_t r9 __asm__("r9") = f;
  long result;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return result;
}

void probe_handler(void);
void probe_restorer(void);

__asm__(
    ".text\n"
    ".globl probe_handler\n"
    "probe_handler:\n"
    "  movq probe_frame@GOTPCREL(%rip), %rax\n"
    "  movq %rsp, (%rax)\n"
    "  movq probe_info@GOTPCREL(%rip), %rax\n"
    "  movq %rsi, (%rax)\n"
    "  movq probe_context@GOTPCREL(%rip), %rax\n"
    "  movq %rdx, (%rax)\n"
    "  ret\n"
    ".globl probe_restorer\n"
    "probe_restorer:\n"
    "  movl $15, %eax\n"
    "  syscall\n");

uint64_t probe_handler_address(void) { return (uint64_t)&probe_handler; }
uint64_t probe_restorer_address(void) { return (uint64_t)&probe_restorer; }

#else

/* The live tests ask an x86_64 kernel; elsewhere they are not run, and only this has to be there. */
long kernel_call(long number, uint64_t a, uint64_t b, uint64_t c, uint64_t d, uint64_t e, uint64_t f) {
  (void)number, (void)a, (void)b, (void)c, (void)d, (void)e, (void)f;
  return -38;
}
uint64_t probe_frame_address(void) { return 0; }
uint64_t probe_info_address(void) { return 0; }
uint64_t probe_context_address(void) { return 0; }
uint64_t probe_handler_address(void) { return 0; }
uint64_t probe_restorer_address(void) { return 0; }

#endif
