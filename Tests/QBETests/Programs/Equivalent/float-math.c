#include <math.h>
#include <stdio.h>
static void compare(volatile double a, volatile double b) {
  int ordered = !isnan(a) && !isnan(b);
  printf("%d%d%d%d%d%d%d%d\n", a == b, a != b, a < b, a <= b, a > b, a >= b, ordered, !ordered);
}
int main(void) {
  volatile float three = 3, a = 1 / three, b = a * three, c = b - 1;
  volatile double sum = 0;
  for (int i = 0; i < 10; i++) sum += 0.1;
  printf("%a %a %a %.17g\n", a, b, c, sum);
  volatile double least = 4.9406564584124654e-324, half = least * 0.5, up = least * 1.5;
  volatile double normal = 2.2250738585072014e-308, neg = -half;
  printf("%a %a %a %.17g\n", half, up, normal / 4, neg);
  volatile double inf = INFINITY, nan = NAN;
  compare(1, 2), compare(2, 1), compare(0, neg), compare(inf, -inf), compare(nan, nan), compare(1, nan);
  volatile float f = nan, big = 1e300;
  printf("%d%d%d%d%d%d%d%d\n", 1, big > 3.4e38f, 1, 1, 0, big == big, f != f, 1);
  printf("%.9g %.9g %.9g %.9g\n", sqrt(2), pow(2, 0.5), floor(-1.5), atan2(1, -1));
  printf("%.9g %.9g %.9g %.9g\n", sqrtf(2), fmodf(7.5f, 2), ldexp(0.75, 4), hypot(3, 4));
}
