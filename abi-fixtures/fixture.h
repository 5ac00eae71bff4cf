// What every fixture source includes: the macros that make its object say what it is about.
//
// A source defines WEFT_VIEW_KERNEL or WEFT_VIEW_LIBC, includes the headers it speaks for, then this file, then names
// records and constants. Each name becomes an enumeration of one enumerator whose name says the view, the kind and the
// name, and whose value is the fact that DWARF does not carry by itself:
//
//     RECORD(struct, sigaction)      weft_align_kernel_struct_sigaction = _Alignof(struct sigaction)
//     TYPEDEF_RECORD(fsid_t)         weft_align_kernel_typedef_fsid_t   = _Alignof(fsid_t)
//     CONSTANT(SA_RESTART)           weft_constant_kernel_SA_RESTART    = (SA_RESTART)
//     SYSCALL(read)                  weft_syscall_read                  = __NR_read
//
// The record's fields, their offsets and its size are DWARF's own. Each constant has an enumeration of its own so that
// the enumeration's type suits the value: 64-bit values, signed and unsigned, survive.

#ifndef WEFT_FIXTURE_H
#define WEFT_FIXTURE_H

#if defined(WEFT_VIEW_KERNEL) == defined(WEFT_VIEW_LIBC)
#error "define exactly one of WEFT_VIEW_KERNEL and WEFT_VIEW_LIBC before fixture.h"
#endif

// The name is pasted in the first macro that sees it: one step deeper, a name that is itself a macro (as every constant
// is) would be replaced by its value before it could be pasted.
#ifdef WEFT_VIEW_KERNEL
#define RECORD(keyword, tag) enum { weft_align_kernel_##keyword##_##tag = _Alignof(keyword tag) };
#define TYPEDEF_RECORD(name) enum { weft_align_kernel_typedef_##name = _Alignof(name) };
#define CONSTANT(name) enum { weft_constant_kernel_##name = (name) };
#else
#define RECORD(keyword, tag) enum { weft_align_libc_##keyword##_##tag = _Alignof(keyword tag) };
#define TYPEDEF_RECORD(name) enum { weft_align_libc_typedef_##name = _Alignof(name) };
#define CONSTANT(name) enum { weft_constant_libc_##name = (name) };
#endif

#define SYSCALL(name) enum { weft_syscall_##name = __NR_##name };

#endif
