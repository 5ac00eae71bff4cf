/* Floats in arrays of arrays: products of matrices of 40 by 40. */
#include <stdio.h>
#include <stdlib.h>

static double a[40][40], b[40][40], c[40][40];

static void fill(long seed) {
  for (long i = 0; i < 40; i++)
    for (long j = 0; j < 40; j++) {
      a[i][j] = (double)(i * 3 + j + (seed & 7));
      b[i][j] = (double)(i - j * 2);
    }
}

static void multiply(void) {
  for (long i = 0; i < 40; i++)
    for (long j = 0; j < 40; j++) {
      double sum = 0.0;
      for (long k = 0; k < 40; k++) sum += a[i][k] * b[k][j];
      c[i][j] = sum;
    }
}

int main(int argc, char **argv) {
  long count = argc > 1 ? atol(argv[1]) : 1;
  double sum = 0.0;
  for (long n = 0; n < count; n++) {
    fill(n);
    multiply();
    for (long i = 0; i < 40; i++) sum += c[i][i];
  }
  printf("%ld\n", (long)sum);
  return 0;
}
