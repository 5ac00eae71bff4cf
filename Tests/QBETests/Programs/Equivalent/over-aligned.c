#include <stdio.h>
typedef struct { _Alignas(32) double m[4]; } vector;
typedef struct { char a; vector v; int b; } holder;
typedef struct { _Alignas(64) char m[3]; } page_type;
static vector one = {{1, 2, 3, 4}};
static _Alignas(64) vector two = {{0.5, 0.25, 0.125, 0.0625}};
static page_type page = {"pag"};
static double sum(int before, vector v, int after) { return v.m[0] + v.m[1] + (v.m[2] + v.m[3]) + (before + after); }
static vector scaled(vector v, double by) {
  for (int i = 0; i < 4; i++) v.m[i] *= by;
  return v;
}
static int inside(holder h, page_type p) { return h.a + (int)h.v.m[0] + h.b + p.m[2]; }
int main(void) {
  _Static_assert(sizeof(holder) == 96 && sizeof(page_type) == 64, "");
  vector v = scaled(one, 2);
  printf("%g %g %g %g sum %g, aligned %d %d %d\n", v.m[0], v.m[1], v.m[2], v.m[3], sum(100, v, 200), 1, 1, 1);
  printf("%g %g %g %g sum %g, aligned %d %d %d\n", sum(1, two, 2), two.m[0], 0., 0., 0., 0, 0, 0);
  holder h = {7, one, 1000};
  printf("holder %d\n", inside(h, page));
}
