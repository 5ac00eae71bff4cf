#include <stdio.h>
static int run(const unsigned char *c) {
  long stack[64], v[8] = {0}, *s = stack, steps = 0, x;
  const unsigned char *p = c;
  for (;;) {
    steps++;
    switch (*p++) {
      case 0: printf("ended with %ld after %ld\n", s[-1], steps); return 0;
      case 1: *s++ = *p++; break;
      case 2: s--, s[-1] += *s; break;
      case 3: s--, s[-1] -= *s; break;
      case 4: s--, s[-1] *= *s; break;
      case 5:
        s--;
        if (!*s) return printf("fault 2 at %ld\n", p - c), 2;
        s[-1] %= *s;
        break;
      case 6: *s = s[-1], s++; break;
      case 9: p = c + *p; break;
      case 10: p = *--s ? p + 1 : c + *p; break;
      case 11: printf("%ld ", *--s); break;
      case 13: *s++ = v[*p++]; break;
      case 14: v[*p++] = *--s; break;
      default: printf("fault 3 at %ld\n", p - c); return 3;
    }
  }
}
int main(void) {
  unsigned char factorial[] = {1, 1, 14, 0, 1, 12, 14, 1, 13, 1, 10, 28, 13, 0, 13, 1, 4, 14, 0, 13, 1, 1, 1, 3, 14, 1, 9, 8, 13, 0, 11, 13, 0, 0};
  unsigned char primes[] = {1, 2, 14, 0, 1, 2, 14, 1, 13, 0, 13, 1, 5, 10, 24, 13, 1, 1, 1, 2, 14, 1, 9, 8, 13, 0, 13, 1, 3, 10, 33, 9, 36, 13, 0, 11, 13, 0, 1, 1, 2, 6, 14, 0, 1, 60, 3, 10, 51, 9, 4, 1, 99, 0};
  unsigned char zero[] = {1, 7, 1, 0, 5, 0}, unknown[] = {1, 7, 200};
  run(factorial), run(primes), run(zero);
  return run(unknown);
}
