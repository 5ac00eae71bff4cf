// CHECK: struct s size 58 align 1: a 0 2, b 2 3, c 5 1, d 6 24, e 30 4, f 34 5, g 39 16, h 55 1, i 56 1, j 57 1
enum { two = (int)2.9 };
struct s {
  char a[two], b[(unsigned char)3e0], c[(_Bool)0.5], d[(long)0x1.8p4], e[-(int)-4.99f], f[(int)+.5e1];
  char g[(int)16777217.0f - 16777200], h[(int)(float)1.9], i[(int)(1.5L)], j[(int)(double)1 + (short)(-0.9)];
};
