/* Small functions and divisions: the spectral norm of a matrix of 24 by 24 that is computed, not stored. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static double u[24], v[24], between[24];

static double entry(int i, int j) { return 1.0 / (double)((i + j) * (i + j + 1) / 2 + i + 1); }

static void times(double *from, double *to) {
  for (int i = 0; i < 24; i++) {
    double sum = 0.0;
    for (int j = 0; j < 24; j++) sum += entry(i, j) * from[j];
    to[i] = sum;
  }
}

static void times_transposed(double *from, double *to) {
  for (int i = 0; i < 24; i++) {
    double sum = 0.0;
    for (int j = 0; j < 24; j++) sum += entry(j, i) * from[j];
    to[i] = sum;
  }
}

int main(int argc, char **argv) {
  long count = argc > 1 ? atol(argv[1]) : 1;
  double total = 0.0;
  for (long n = 0; n < count; n++) {
    for (int i = 0; i < 24; i++) u[i] = 1.0 + (double)(n & 7);
    for (int i = 0; i < 2; i++) {
      times(u, between);
      times_transposed(between, v);
      times(v, between);
      times_transposed(between, u);
    }
    double product = 0.0, square = 0.0;
    for (int i = 0; i < 24; i++) {
      product += u[i] * v[i];
      square += v[i] * v[i];
    }
    total += sqrt(product / square);
  }
  printf("%ld\n", (long)(total * 1e9));
  return 0;
}
