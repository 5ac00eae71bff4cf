// CHECK: struct of size 40 align 8: a 0 4, b 4 4, c 8 8, d 16 8, e 24 1, f 26 2, h 32 8
// CHECK: struct s size 4 align 4: e 0 4
enum a { A };
enum b { B = -1, B2 = B + 1, };
enum c { C = 0x100000000 };
enum d { D = -1, D2 = 0x7fffffffffffffff };
enum e { E = 255 } __attribute__((packed));
enum __attribute__((packed)) f { F = -129 };
enum h { H = 1ull << 63, H2 __attribute__((deprecated)) };
struct of { enum a a; enum b b; enum c c; enum d d; enum e e; enum f f; enum h h; };
enum later;
struct s { enum { IN } e; };
