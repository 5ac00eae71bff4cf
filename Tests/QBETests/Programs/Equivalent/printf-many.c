#include <stdio.h>
int main(void) {
  int r = printf("%d %u %ld %d %x %o %d %c %ld %d\n", -5, -1, 1234567890123, 42, 255, 8, 7, 65, -1L, 10);
  printf("%s %d\n", "word", r);
  printf("%g %g %g %g %g %g %g %g %g %g\n", 1., -2.5, 3., 1e100, 5., 6., 7., 8., 0.1, 10.);
  printf("%d %.2f %s %ld %e %c %.1f %d %.0f %g %d %g %g %g %g %d\n", 1, .5f, "word", -2L, 12345.678, 66, -0.25, 3,
         99.5, 5., 4, 6., 7., 8., 9., 5);
  char buffer[32];
  int n = sprintf(buffer, "%s-%03d", "word", 7);
  printf("%s %d\n", buffer, n);
}
