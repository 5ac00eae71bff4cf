#include <arpa/inet.h>
#include <complex.h>
#include <stdio.h>
#include <stdlib.h>
int main(void) {
  div_t a = div(-17, 5);
  ldiv_t b = ldiv(1234567890123456789, -1000000007);
  lldiv_t c = lldiv(-9223372036854775807, 10);
  printf("%d %d\n%ld %ld\n%lld %lld\n", a.quot, a.rem, b.quot, b.rem, c.quot, c.rem);
  double complex z = 3 - 4 * I, root = csqrt(z);
  printf("%.6f %.6f\n%.6f %.6f\n", cabs(z), cimag(conj(z)), creal(root), cimag(root));
  float complex f = -5 + 12 * I;
  printf("%.6f %.6f\n", cabsf(f), cimagf(conjf(f)));
  struct in_addr address = {16777343};
  printf("%s\n%d %d\n", inet_ntoa(address), inet_lnaof(address), 1);
}
