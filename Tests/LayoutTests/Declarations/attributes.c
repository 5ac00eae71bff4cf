// CHECK: struct p1 size 5 align 1: a 0 1, b 1 4
// CHECK: struct p2 size 5 align 1: a 0 1, b 1 4
// CHECK: struct p3 size 5 align 1: a 0 1, b 1 4
// CHECK: struct p4 size 6 align 2: a 0 1, b 1 4
// CHECK: struct p5 size 5 align 1: a 0 1, b 1 4
// CHECK: struct a1 size 32 align 16: a 0 1, b 16 4
// CHECK: struct a2 size 16 align 16: a 0 1
// CHECK: struct a3 size 24 align 8: a 0 1, b 8 8, c 16 4
// CHECK: struct a4 size 12 align 4: a 0 1, b 4 8
// CHECK: struct a5 size 16 align 8: a 0 1, b 8 4, c 12 1
// CHECK: struct a6 size 32 align 16: a 0 1, b 16 1
// CHECK: struct a7 size 1 align 1: a 0 1
// CHECK: struct a8 size 32 align 16: a 0 4, b 16 8
// CHECK: struct a9 size 8 align 4: a 0 1, b 4 4
// CHECK: typedef low size 8 align 4
// CHECK: typedef high size 1 align 16
struct __attribute__((packed)) p1 { char a; int b; };
struct p2 { char a; int b; } __attribute__((__packed__));
struct [[gnu::packed]] p3 { char a; int b; };
struct p4 { char a; int b; } __attribute__((packed, aligned(2)));
struct p5 { char a; int b __attribute__((packed)); };
struct a1 { char a; int b __attribute__((aligned(16))); };
struct a2 { char a; } __attribute__((aligned));
struct a3 { char a; __aligned_u64 b; int c; };
typedef unsigned long long low __attribute__((aligned(4)));
typedef char __attribute__((aligned(8), aligned(1 << 4))) high;
struct a4 { char a; low b; };
struct a5 { char a; _Alignas(double) int b; char c; };
struct a6 { char a; high b; };
struct a7 { __attribute__((unused, deprecated("x"))) char a; };
struct a8 { int a; int *__attribute__((aligned(16))) b; };
struct __attribute__((aligned(2))) a9 { char a; __attribute__((aligned(2))) int b; } __attribute__((aligned(1)));
