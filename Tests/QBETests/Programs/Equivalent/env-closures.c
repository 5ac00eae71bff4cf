#include <stdio.h>
static int count(int *e, int by) { return *e += by; }
int main(void) {
  int one = 10, two = 20;
  count(&one, 1);
  int b = count(&two, 2), c = 3 * 100, a = count(&one, 4);
  long d = (1000 + 1 + 2 + 3 + 4 + 5 + 6) * 7 + (long)0.9;
  int n = count(&two, (int)3.7);
  printf("%d %d %d %ld %g\n", a, b, c, d, (double)count(&two, n));
}
