#include <stdio.h>
int main(void) {
  printf("C: 0\nC: %ld\nC: %d\nC: %ld\n", -1 - 2 + 3 + 4000000000L + 1000, 2 * 66, 7 * 1000000L + 120);
  printf("C: level 1 weight 0.5: ");
  int n = printf("%d %s %g %c\n", 1, "two", 3., 'f');
  printf("C: %d\n", n);
  long sum = 0, one = 1 + 20 + 7 + 4 + 32;
  for (int i = 0; i < 3; i++) sum = sum * 100 + one;
  printf("C: level 2 weight 2.5: ");
  n = printf("IL: %s %d %g|%d %d %d %d %d %g\n", "name", 1, 2., 3, 4, 5, 6, 7, 8.);
  printf("IL: %ld %d %g\n", sum + 1, n, 1.5);
}
