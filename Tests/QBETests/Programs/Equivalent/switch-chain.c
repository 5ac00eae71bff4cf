#include <limits.h>
#include <stdio.h>
static int dense(int x) {
  int r;
  switch (x) {
    case 0: return 100;
    case 1: r = 1; break;
    case 2: case 3: r = 20 * x; break;
    case 4: return 444;
    case -1: r = 9; break;
    default: return 7;
  }
  return r + 1000;
}
static int sparse(long x) {
  switch (x) {
    case LONG_MIN: return 1;
    case -5: return 2;
    case 77: return 3;
    case 1000: return 4;
    case 4294967296: return 5;
    case LONG_MAX: return 6;
  }
  return 0;
}
static int fall(int x) {
  int r = 0;
  switch (x) {
    case 3: r += 3000;
    case 2: r += 200;
    case 1: r += 10;
    case 0: r += 1;
  }
  return r;
}
int main(void) {
  long values[] = {LONG_MIN, -6, -5, 0, 1, 2, 3, 4, 77, 1000, 4294967295, 4294967296, LONG_MAX};
  for (int i = 0; i < 13; i++) printf("%d %d %d\n", dense(values[i]), sparse(values[i]), fall(values[i]));
}
