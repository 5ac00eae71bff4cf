// Signals as the C library has them: its own sets, handlers and contexts.

#define WEFT_VIEW_LIBC

#include <signal.h>
#include <ucontext.h>
#include <sys/signalfd.h>
#include <setjmp.h>

#include "../fixture.h"

// Records.
RECORD(struct, sigaction)
TYPEDEF_RECORD(sigset_t)
TYPEDEF_RECORD(siginfo_t)
RECORD(union, sigval)
RECORD(struct, sigevent)
TYPEDEF_RECORD(stack_t)
TYPEDEF_RECORD(ucontext_t)
TYPEDEF_RECORD(mcontext_t)
RECORD(struct, sigstack)
RECORD(struct, signalfd_siginfo)
RECORD(struct, sigcontext)
RECORD(struct, __jmp_buf_tag)
#if defined(__x86_64__)
RECORD(struct, _libc_fpstate)
RECORD(struct, _libc_fpxreg)
RECORD(struct, _libc_xmmreg)
RECORD(struct, _fpstate)
RECORD(struct, _xstate)
RECORD(struct, _fpx_sw_bytes)
RECORD(struct, _xsave_hdr)
RECORD(struct, _ymmh_state)
#endif
#if defined(__aarch64__)
RECORD(struct, fpsimd_context)
RECORD(struct, esr_context)
RECORD(struct, extra_context)
RECORD(struct, sve_context)
#endif
#if defined(__riscv)
RECORD(struct, __riscv_mc_f_ext_state)
RECORD(struct, __riscv_mc_d_ext_state)
RECORD(struct, __riscv_mc_q_ext_state)
RECORD(union, __riscv_mc_fp_state)
#endif

// Registers in a machine context.
#if defined(__x86_64__) || defined(__riscv)
CONSTANT(NGREG)
#endif
#if defined(__x86_64__)
CONSTANT(REG_CR2)
CONSTANT(REG_CSGSFS)
CONSTANT(REG_EFL)
CONSTANT(REG_ERR)
CONSTANT(REG_OLDMASK)
CONSTANT(REG_R10)
CONSTANT(REG_R11)
CONSTANT(REG_R12)
CONSTANT(REG_R13)
CONSTANT(REG_R14)
CONSTANT(REG_R15)
CONSTANT(REG_R8)
CONSTANT(REG_R9)
CONSTANT(REG_RAX)
CONSTANT(REG_RBP)
CONSTANT(REG_RBX)
CONSTANT(REG_RCX)
CONSTANT(REG_RDI)
CONSTANT(REG_RDX)
CONSTANT(REG_RIP)
CONSTANT(REG_RSI)
CONSTANT(REG_RSP)
CONSTANT(REG_TRAPNO)
#endif
#if defined(__riscv)
CONSTANT(REG_A0)
CONSTANT(REG_NARGS)
CONSTANT(REG_PC)
CONSTANT(REG_RA)
CONSTANT(REG_S0)
CONSTANT(REG_S1)
CONSTANT(REG_S2)
CONSTANT(REG_SP)
CONSTANT(REG_TP)
#endif

// Signals.
CONSTANT(SA_INTERRUPT)
CONSTANT(SA_STACK)
CONSTANT(SIGCLD)
#if defined(__x86_64__)
CONSTANT(_NSIG)
#endif
#if defined(__aarch64__) || defined(__riscv)
CONSTANT(NSIG)
#endif
