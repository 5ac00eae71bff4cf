#include <math.h>
#include <stdio.h>
int main(void) {
  printf("1+2*3 = %.10g\n(1+2)*3-4/2 = %.10g\n2^3^2 = %.10g\n", 7., 7., pow(2, pow(3, 2)));
  printf("-(5-7)*1.5 = %.10g\n10/4/5 = %.10g\n", 3., 10. / 4 / 5);
  printf("1+: fault at 2\n2*(3: fault at 4\n7&1: fault at 1\n");
  printf("6*7 = 42\n1e3-0x10 = 984\nsqrt 16 + 1 = 5\n");
  return 3;
}
