#include <stdio.h>
#include <string.h>
typedef union { long l; double d; } number;
typedef union { float f[2]; double d; } floats;
typedef struct { int tag; number n; } tagged;
typedef union { unsigned char b[5]; struct { float s; int w; } p; double d; } mixed;
int main(void) {
  number n = {.d = 1.5};
  floats f = {{1.25f, 2.5f}};
  tagged t = {0, {42}}, u = {1, {.d = -0.125}};
  mixed m = {.p = {-1, 258}};
  printf("%ld %g %g %g %d\n", n.l, f.f[0] + f.f[1], (double)t.n.l, u.n.d, m.b[3] * 1000 + m.b[4]);
  printf("%016lx %d %ld\n", 4000L + 300 + 20, 1, 300L);
}
