/* Bytes of text: its length, its lines and words, and where a word occurs in it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static const char letters[] = "ethaoin sthr he\n";
static const char word[] = "the";
static char text[8193];

static uint32_t fill(uint32_t seed) {
  for (long i = 0; i < 8192; i++) {
    seed = seed * 1103515245 + 12345;
    text[i] = letters[seed >> 28];
  }
  text[8192] = 0;
  return seed;
}

static long length(const char *s) {
  const char *p = s;
  while (*p) p++;
  return p - s;
}

static long occurrences(const char *s, char wanted) {
  long count = 0;
  for (; *s; s++)
    if (*s == wanted) count++;
  return count;
}

static long words(const char *s) {
  long count = 0;
  int inside = 0;
  for (; *s; s++) {
    if (*s == ' ' || *s == '\n') {
      inside = 0;
    } else if (!inside) {
      inside = 1;
      count++;
    }
  }
  return count;
}

static long find(const char *s, const char *wanted) {
  long count = 0;
  for (; *s; s++) {
    long i = 0;
    while (wanted[i] && s[i] == wanted[i]) i++;
    if (!wanted[i]) count++;
  }
  return count;
}

int main(int argc, char **argv) {
  long count = argc > 1 ? atol(argv[1]) : 1, sum = 0;
  uint32_t seed = 1;
  for (long n = 0; n < count; n++) {
    seed = fill(seed);
    sum += length(text) + occurrences(text, '\n') * 3 + words(text) * 5 + find(text, word) * 7;
  }
  printf("%ld\n", sum);
  return 0;
}
