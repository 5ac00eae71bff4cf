#include <stdio.h>
static int steps(int x) {
  int n = 0;
  for (; x != 1; n++) x = x % 2 ? 3 * x + 1 : x / 2;
  return n;
}
int main(void) {
  printf("%d %d\n", steps(27), steps(17));
  return steps(17);
}
