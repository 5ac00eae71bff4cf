// CHECK: struct flags size 4 align 4: a bit 0 width 1, b bit 1 width 7, c bit 8 width 24
// CHECK: struct split size 8 align 4: a bit 0 width 30, b bit 32 width 5
// CHECK-x86_64: struct zero size 5 align 1: a bit 0 width 3, b bit 32 width 2
// CHECK-riscv64: struct zero size 5 align 1: a bit 0 width 3, b bit 32 width 2
// CHECK-aarch64: struct zero size 8 align 4: a bit 0 width 3, b bit 32 width 2
// CHECK: struct packed size 5 align 1: a bit 0 width 30, b bit 30 width 5
// CHECK: struct of_enum size 4 align 4: e bit 0 width 2, b bit 2 width 1
enum { width = 7 };
enum small { red, green };
struct flags { unsigned a : 1, b : width, c : 8 * 3; };
struct split { int a : 30, b : 5; };
struct zero { char a : 3; int : 0; char b : 2; };
struct packed { int a : 30; int b : 5; } __attribute__((packed));
struct of_enum { enum small e : 2; _Bool b : sizeof(char); };
