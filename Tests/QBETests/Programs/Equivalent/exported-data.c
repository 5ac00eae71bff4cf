#include <stdio.h>
int main(void) {
  printf("C: 1 2 3 4 5 6 7 8 9.5 10.25\nC: text more 8 1\nC: 3 6 2 101 9 12345678901 0 2\nC: 1.5 2 7\n");
  printf("C: %d %d %d\n", (signed char)(200 - 100 + 65535 - 32768), 10, 77);
  printf("IL: 1000 2000 3000 42 52\nIL: point %g %g %d\n", 1.5 * 2, -2. * 2, 42);
}
