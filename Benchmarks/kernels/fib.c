/* Calls: Fibonacci numbers by the naive recursion. */
#include <stdio.h>
#include <stdlib.h>

static long fib(long n) {
  if (n < 2) return n;
  return fib(n - 1) + fib(n - 2);
}

int main(int argc, char **argv) {
  long count = argc > 1 ? atol(argv[1]) : 1, sum = 0;
  for (long i = 0; i < count; i++) sum += fib(20 + (sum & 1));
  printf("%ld\n", sum);
  return 0;
}
