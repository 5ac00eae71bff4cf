/* Dynamic programming: the distance between two texts of 64 letters, by one row. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static char a[64], b[64];

static uint32_t fill(char *text, uint32_t seed) {
  for (long i = 0; i < 64; i++) {
    seed = seed * 1103515245 + 12345;
    text[i] = (char)('a' + (seed >> 29));
  }
  return seed;
}

static int distance(const char *a, const char *b, long length) {
  int row[65];
  for (long j = 0; j <= length; j++) row[j] = (int)j;
  for (long i = 1; i <= length; i++) {
    int diagonal = row[0];
    row[0] = (int)i;
    for (long j = 1; j <= length; j++) {
      int above = row[j];
      int best = diagonal + (a[i - 1] != b[j - 1]);
      if (above + 1 < best) best = above + 1;
      if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
      diagonal = above;
      row[j] = best;
    }
  }
  return row[length];
}

int main(int argc, char **argv) {
  long count = argc > 1 ? atol(argv[1]) : 1, sum = 0;
  uint32_t seed = 1;
  for (long n = 0; n < count; n++) {
    seed = fill(a, seed);
    seed = fill(b, seed);
    sum += distance(a, b, 64);
  }
  printf("%ld\n", sum);
  return 0;
}
