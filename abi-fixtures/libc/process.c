// Processes, threads and time as the C library has them.

#define WEFT_VIEW_LIBC

#include <sys/types.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>
#include <sys/timex.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <sched.h>
#include <sys/wait.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/procfs.h>
#include <sys/prctl.h>
#include <sys/rseq.h>
#include <pthread.h>
#include <semaphore.h>
#include <mqueue.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/msg.h>
#include <sys/shm.h>
#include <sys/timerfd.h>
#include <sys/random.h>
#include <errno.h>
#include <spawn.h>

#include "../fixture.h"

// Records.
RECORD(struct, timespec)
RECORD(struct, timeval)
RECORD(struct, itimerspec)
RECORD(struct, itimerval)
RECORD(struct, timezone)
RECORD(struct, tm)
RECORD(struct, timex)
RECORD(struct, ntptimeval)
RECORD(struct, tms)
RECORD(struct, rlimit)
RECORD(struct, rlimit64)
RECORD(struct, rusage)
RECORD(struct, sysinfo)
RECORD(struct, utsname)
RECORD(struct, sched_param)
TYPEDEF_RECORD(cpu_set_t)
RECORD(struct, elf_prstatus)
RECORD(struct, elf_prpsinfo)
RECORD(struct, elf_siginfo)
RECORD(struct, __ptrace_peeksiginfo_args)
RECORD(struct, __ptrace_syscall_info)
RECORD(struct, __ptrace_rseq_configuration)
RECORD(struct, __ptrace_seccomp_metadata)
RECORD(struct, rseq)
TYPEDEF_RECORD(pthread_mutex_t)
TYPEDEF_RECORD(pthread_cond_t)
TYPEDEF_RECORD(pthread_attr_t)
TYPEDEF_RECORD(pthread_rwlock_t)
TYPEDEF_RECORD(pthread_barrier_t)
TYPEDEF_RECORD(sem_t)
RECORD(struct, mq_attr)
RECORD(struct, ipc_perm)
RECORD(struct, semid_ds)
RECORD(struct, sembuf)
RECORD(struct, msqid_ds)
RECORD(struct, shmid_ds)
RECORD(struct, shminfo)
RECORD(struct, shm_info)
RECORD(struct, seminfo)
RECORD(struct, prctl_mm_map)
TYPEDEF_RECORD(fd_set)
#if defined(__x86_64__) || defined(__aarch64__)
RECORD(struct, user_regs_struct)
#endif
#if defined(__x86_64__)
RECORD(struct, user_fpregs_struct)
RECORD(struct, user)
#endif
#if defined(__aarch64__)
RECORD(struct, user_fpsimd_struct)
#endif

// Waiting and scheduling.
CONSTANT(SCHED_ISO)
CONSTANT(SCHED_OTHER)
CONSTANT(WCOREFLAG)

// Tracing.
CONSTANT(PTRACE_PEEKUSER)
CONSTANT(PTRACE_POKEUSER)
#if defined(__riscv)
CONSTANT(PTRACE_GETFPREGS)
CONSTANT(PTRACE_GETFPXREGS)
CONSTANT(PTRACE_GETREGS)
CONSTANT(PTRACE_SETFPREGS)
CONSTANT(PTRACE_SETFPXREGS)
CONSTANT(PTRACE_SETREGS)
#endif

// Clocks, timers and limits.
CONSTANT(MOD_CLKA)
CONSTANT(MOD_CLKB)
CONSTANT(RLIMIT_NLIMITS)
CONSTANT(RLIMIT_OFILE)
CONSTANT(RLIM_SAVED_CUR)
CONSTANT(RLIM_SAVED_MAX)
CONSTANT(RUSAGE_LWP)
#if defined(__x86_64__) || defined(__aarch64__)
CONSTANT(RSEQ_SIG)
#endif
#if defined(__aarch64__)
CONSTANT(RSEQ_SIG_CODE)
CONSTANT(RSEQ_SIG_DATA)
#endif

// Error numbers.
CONSTANT(ENOTSUP)

// IPC.
CONSTANT(SHM_DEST)
CONSTANT(SHM_LOCKED)

// Sets of descriptors and processors.
CONSTANT(CPU_SETSIZE)
