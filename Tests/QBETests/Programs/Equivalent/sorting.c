#include <stdio.h>
#include <stdlib.h>
static int compare(const void *p, const void *q) {
  int x = *(const int *)p, y = *(const int *)q;
  return (x > y) - (x < y);
}
int main(void) {
  static int numbers[2000];
  unsigned long x = 88172645463325252, sum = 0;
  for (int i = 0; i < 2000; i++) {
    x ^= x << 13, x ^= x >> 7, x ^= x << 17;
    numbers[i] = x >> 44;
  }
  qsort(numbers, 2000, 4, compare);
  for (int i = 0; i < 2000; i++) sum += (long)numbers[i] * i;
  printf("1 1 1 1 %lu\n", sum);
}
