#include <stdarg.h>
#include <stdio.h>
static const char *format = "%s=%d, %g, %ld, %c, %d %d %d %g %g %g %g %g %g %g %g %g\n";
static int take(va_list *list) {
  int x = va_arg(*list, int), y = va_arg(*list, int);
  return x * 10 + y;
}
static int shared(double first, ...) {
  va_list ap, copy;
  va_start(ap, first);
  int a = take(&ap);
  va_copy(copy, ap);
  int b = take(&ap), c = take(&copy), d = take(&ap);
  printf("%d-%d-%d\n", a, b, c);
  return d;
}
int main(void) {
  double f = 0;
  for (int i = 0; i < 10; i++) f += i + 0.5;
  printf("sum %ld %g\nsum %ld %g\n", 45 + 1000000000000, f, 0L, 0.);
  char buffer[16];
  int n = snprintf(buffer, 16, format, "name", 1, 2., 3L, 52, 5, 6, 7, 8., 9., 10., 11., 12., 13., 14., 15., 16.);
  printf("[%s] %d\n", buffer, n);
  printf(format, "name", 1, 2., 3L, 52, 5, 6, 7, 8., 9., 10., 11., 12., 13., 14., 15., 16.);
  int a = shared(0, 1, 2, 3, 4, 5, 6, 7, 8);
  printf("%d-%d-%d\n", a, 100 + 200 + 300 + 7 + 9, 0);
}
