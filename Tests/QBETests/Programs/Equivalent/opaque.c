#include <stdio.h>
int main(void) {
  int sum = 0;
  for (int i = 1; i <= 15; i++) sum += i;
  printf("%d %ld %ld %d\n", 3 * 10 + sum + 500 + 7, 15L, 1L, (3 + 1) * 10 + 3);
}
