#include <stdio.h>
#include <string.h>
int main(void) {
  int count = 0, last = 0;
  for (int i = 2; i <= 100000; i++) {
    int is_prime = 1;
    for (int k = 2; k * k <= i && is_prime; k++) is_prime = i % k != 0;
    if (is_prime) count++, last = i;
  }
  printf("%d primes, the last %d\n", count, last);
  char a[8][9] = {".#......", "..#.....", "###.....", "........", "....##..", "....##..", "........", "......##"}, b[8][9];
  for (int g = 0; g < 30; g++) {
    for (int y = 0; y < 8; y++)
      for (int x = 0; x < 8; x++) {
        int n = 0;
        for (int k = 0; k < 9; k++) n += k != 4 && a[(y + k / 3 + 7) % 8][(x + k % 3 + 7) % 8] == '#';
        b[y][x] = n == 3 || n == 2 && a[y][x] == '#' ? '#' : '.';
      }
    for (int y = 0; y < 8; y++) memcpy(a[y], b[y], 8);
  }
  for (int y = 0; y < 8; y++) printf("%.8s\n", a[y]);
  return 64;
}
