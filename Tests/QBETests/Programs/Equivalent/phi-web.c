#include <stdio.h>
int main(void) {
  unsigned x = 1071, y = 462;
  while (y) { unsigned r = x % y; x = y; y = r; }
  int a = 1, b = 2, c = 3, old = 0;
  for (int i = 0; i < 7; i++) { int t = a; old = a; a = b; b = c; c = t; }
  int diamonds = 0, list[] = {9, 31, 12};
  for (int i = 0; i < 3; i++) {
    int v = list[i];
    diamonds += v & 1 ? (v * 3 > 50 ? 50 : v * 3) * 100 + v : v / 2 * 100 - 1;
  }
  // What is added in the last round of the inner loop is not carried out of it.
  long sum = 0;
  double g = 0;
  for (int i = 0; i < 20; i++)
    for (int j = 0; j < i; j++) sum += i * j, g += i * j;
  printf("%d %d %d %ld %g\n", x, a * 1000 + b * 100 + c * 10 + old, diamonds, sum, g);
}
