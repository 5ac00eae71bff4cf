/* Floats in registers: rows of the Mandelbrot set. */
#include <stdio.h>
#include <stdlib.h>

static long row(long y) {
  long total = 0;
  double ci = 2.0 * (double)y / 128.0 - 1.0;
  for (long x = 0; x < 128; x++) {
    double cr = 2.0 * (double)x / 128.0 - 1.5, zr = 0.0, zi = 0.0;
    long n = 0;
    while (n < 50 && zr * zr + zi * zi <= 4.0) {
      double next = zr * zr - zi * zi + cr;
      zi = 2.0 * zr * zi + ci;
      zr = next;
      n++;
    }
    total += n;
  }
  return total;
}

int main(int argc, char **argv) {
  long count = argc > 1 ? atol(argv[1]) : 1, sum = 0;
  for (long i = 0; i < count; i++) sum += row(i & 127);
  printf("%ld\n", sum);
  return 0;
}
