// CHECK: struct s size 16 align 8: a 0 4, b 8 8
// CHECK: struct n size 300 align 1: a 0 1, b 1 2, c 3 3, d 6 4, e 10 5, f 15 6, g 21 7, h 28 8, i 36 9, j 45 10, k 55 11, l 66 12, m 78 13, n 91 14, o 105 15, p 120 16, q 136 97, r 233 5, s 238 8, t 246 8, u 254 46
// CHECK-aarch64: struct t size 1 align 1: plain 0 1
// CHECK-riscv64: struct t size 1 align 1: plain 0 1
// CHECK-x86_64: struct t size 2 align 1: plain 0 2
// CHECK: struct three size 12 align 4: x 0 4, y 4 4, z 8 4
// CHECK: struct difference size 3 align 1: c 0 3
struct s { int a; long b; };
enum { one = 1, two, big = 0x1'0, bin = 0b101, oct = 017, chr = '\x61', neg = -1, last = ~neg };
extern const int table[4][2];
struct n {
  char a[one], b[two], c[1 + 2], d[2 * 2], e[bin], f[13 % 7], g[0xFFull & 7], h[1 << 3];
  char i[neg < 0 ? 9 : 1 / 0], j[(int)10L], k[11 || 1 / 0 ? 11 : 0], l[sizeof(struct s) - 4];
  char m[_Alignof(long) + 5], n[oct - 1], o[(unsigned char)271], p[big], q[chr];
  char r[__builtin_offsetof(struct s, b) - 3], s[(unsigned long)&((struct s *)0)->b];
  char t[sizeof(table) / sizeof(table[0]) * 2], u[-1 < 0u ? 1 : sizeof("abc" "de\n") + sizeof(int[10]) - 1];
};
struct t { char plain[(char)-1 < 0 ? 2 : 1]; };
_Static_assert(sizeof(struct s) == 16 && (-7 / 2 == -3) && (-7 % 2 == -1) && -1 >> 1 == -1, "arithmetic");
_Static_assert(0xFFFFFFFF > 0 && -1 > 0u && 2147483648 > 0 && 1 - 2u > 0, "conversions");
_Static_assert(sizeof(1 ? 1 : 1L) == 8 && sizeof('a') == 4 && sizeof(1.0f) == 4 && sizeof(L"a") == 8, "types");
struct three { int x, y, z; };
struct difference { char c[&((struct three *)0)[1] - &((struct three *)0)[3] + 5]; };
