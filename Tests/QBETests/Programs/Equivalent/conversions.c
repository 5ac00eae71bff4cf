#include <stdio.h>
#include <string.h>
static void widths(long x) {
  printf("%d %d %u %u %ld %ld\n", (signed char)x, (short)x, (unsigned char)x, (unsigned short)x, (long)(int)x,
         (long)(unsigned)x);
}
static void to_float(long x) {
  printf("%.17g %.17g %.17g %.17g\n", (double)x, (double)(unsigned long)x, (double)(int)x, (double)(unsigned)x);
  printf("%.17g %.17g %.17g %.17g\n", (float)x, (float)(unsigned long)x, (float)(int)x, (float)(unsigned)x);
}
static void from_double(double x, double y) {
  printf("%ld %ld %lu %lu\n", (long)x, (long)y, (unsigned long)x, (unsigned long)y);
}
int main(void) {
  long list[] = {0, 127, 128, 65535, 2147483648, -1, 81985529216486895};
  for (int i = 0; i < 7; i++) widths(list[i]);
  long more[] = {0, -1, 16777217, 9007199254740993, 9223372036854775807, -9223372036854775807 - 1, 4294967295,
                 9223371761976868863, -9223371761976868863};
  for (int i = 0; i < 9; i++) to_float(more[i]);
  from_double(0.999, 1.999);
  from_double(4294967296.5, 9223372036854774784.);
  printf("%d %d %u %u\n", (int)0.5, (int)2147483647.9, (unsigned)0.5, (unsigned)2147483647.9);
  printf("%d %d %u %u\n", (int)0.99f, (int)2147483520.f, (unsigned)0.99f, (unsigned)2147483520.f);
  printf("%ld %ld %lu %lu\n", (long)0.99f, (long)2147483520.f, (unsigned long)0.99f, (unsigned long)2147483520.f);
  printf("%ld %ld %lu %lu\n", (long)-9223372036854775808., (long)-1.9999999, (unsigned long)18446744073709549568.,
         (unsigned long)9223372036854775808.);
  float s = 1.5f, pi;
  int w, n = 1078530011;
  double m = -2, d;
  long l, k = 4614253070214989087;
  memcpy(&w, &s, 4), memcpy(&l, &m, 8), memcpy(&pi, &n, 4), memcpy(&d, &k, 8);
  printf("%08x %016lx %g %g\n", w, l, pi, d);
  printf("%.17g %.17g %.17g %.17g\n", (float)3.4028234663852886e38, (float)1e-46, (float)16777217., (float)-0.1);
}
