// CHECK: struct one size 5 align 1: a 0 1, b 1 4
// CHECK: struct two size 10 align 2: a 0 1, b 2 8
// CHECK: struct raised size 8 align 4: a 0 1, b 2 4
// CHECK: struct bits size 4 align 1: a bit 0 width 3, b bit 3 width 29
// CHECK: struct free size 16 align 8: a 0 1, b 8 8
// CHECK: struct named size 9 align 1: a 0 1, b 1 8
#pragma pack(push, 1) /* a comment that
  ends on another line */ // and one behind it
struct one { char a; int b; };
#pragma pack(2)
struct two { char a; long b; };
struct raised { char a; int b __attribute__((aligned(8))); } __attribute__((aligned(4)));
#pragma pack(1)
struct bits { int a : 3; int b : 29; };
#pragma pack(pop) // none of this counts: pack(1)
#pragma GCC diagnostic push
struct free { char a; long b; };
#pragma pack(push, here, 1)
#pragma pack(push)
#pragma pack()
#pragma pack(pop, here)
#pragma pack(1)
struct named { char a; long b; };
