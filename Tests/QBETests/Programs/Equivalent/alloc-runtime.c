#include <stdio.h>
static long triangle(long n) {
  if (n < 1) return 0;
  long array[n], sum = 0;
  for (long i = 0; i < n; i++) array[i] = i + 1;
  long below = triangle(n - 1);
  for (long i = n; i-- > 0;) sum += array[i];
  return sum + below;
}
int main(void) {
  long b = 0;
  for (long i = 0; i < 10000; i++) b += 3 * i;
  int c = 0;
  for (int i = 0; i < 200; i++) c += i;
  printf("%ld %ld %d\n", triangle(60), b, c);
}
