// CHECK: struct of size 24 align 8: g 0 1, l 8 8, b bit 128 width 3, h 17 1
// CHECK: struct sizes size 8 align 1: constant 0 8
enum g : unsigned char { G = 200 };
enum l : long { L };
enum h : char;
struct of { enum g g; enum l l; enum g b : 3; enum h h; };
struct sizes { char constant[sizeof(L)]; };
