// The C side of variadic-with-c.ssa.
#include <stdarg.h>
#include <stdio.h>
long total(const char *kinds, ...), total_of(const char *kinds, va_list list);
int report(int level, double weight, const char *format, ...);
typedef struct { int a, b; } small;
typedef struct { double a; long b; } two;
typedef struct { long a[5]; } large;

static long hand_on(const char *kinds, ...) {
  va_list list;
  va_start(list, kinds);
  int first = va_arg(list, int);
  long rest = total_of(kinds, list);
  va_end(list);
  return first * 1000000 + rest;
}

int c_report(int level, double weight, const char *format, va_list list) {
  printf("C: level %d weight %g: ", level, weight);
  return vprintf(format, list);
}

long c_records(int n, ...) {
  va_list list;
  va_start(list, n);
  long sum = 0;
  for (int i = 0; i < n; i++) {
    small s = va_arg(list, small);
    two t = va_arg(list, two);
    large l = va_arg(list, large);
    sum = sum * 100 + s.a + 10 * s.b + (long)(t.a * 2) + t.b + l.a[4];
  }
  sum += va_arg(list, double) * 2;
  va_end(list);
  return sum;
}

void c_calls(void) {
  char c = -1;
  short s = -2;
  float f = 1000.9f;
  printf("C: %ld\n", total("", 1, 2));
  printf("C: %ld\n", total("iiild", c, s, 3, 4000000000L, f));
  printf("C: %ld\n", total("ididididididididididid", 1, 1., 2, 2., 3, 3., 4, 4., 5, 5., 6, 6., 7, 7., 8, 8., 9, 9., 10,
                           10., 11, 11.));
  printf("C: %ld\n", hand_on("dlidlidlidlidli", 7, 1., 2L, 3, 4., 5L, 6, 7., 8L, 9, 10., 11L, 12, 13., 14L, 15));
  int n = report(1, 0.5, "%d %s %g %c\n", 1, "two", 3., 'f');
  printf("C: %d\n", n);
}
