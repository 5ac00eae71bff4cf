/* Bytes and nested loops: the primes below 32,768. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned char composite[32768];

static long primes(long limit) {
  long count = 0;
  memset(composite, 0, 32768);
  for (long i = 2; i < limit; i++) {
    if (!composite[i]) {
      count++;
      for (long j = i + i; j < limit; j += i) composite[j] = 1;
    }
  }
  return count;
}

int main(int argc, char **argv) {
  long count = argc > 1 ? atol(argv[1]) : 1, sum = 0;
  for (long i = 0; i < count; i++) sum += primes(32768 - (sum & 15));
  printf("%ld\n", sum);
  return 0;
}
