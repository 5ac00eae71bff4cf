#include <stdio.h>
#include <string.h>
int main(void) {
  long a = 0, b = 1;
  for (int i = 0; i < 90; i++) { long t = a + b; a = b, b = t; }
  int best = 0;
  for (long i = 1; i < 10000; i++) {
    int n = 1;
    for (long k = i; k != 1; k = k % 2 ? 3 * k + 1 : k / 2) n++;
    if (n > best) best = n;
  }
  const char *s = "the memory of what was computed", *t = "other memories have completed it";
  static int l[64][64];
  for (int i = 0; s[i]; i++)
    for (int j = 0; t[j]; j++)
      l[i + 1][j + 1] = s[i] == t[j] ? l[i][j] + 1 : l[i][j + 1] > l[i + 1][j] ? l[i][j + 1] : l[i + 1][j];
  long ways[201] = {1}, p[401] = {1};
  int coins[] = {1, 2, 5, 10, 20, 50, 100, 200};
  for (int i = 0; i < 8; i++)
    for (int k = coins[i]; k <= 200; k++) ways[k] += ways[k - coins[i]];
  // Partitions into parts of at most each size.
  for (int i = 1; i <= 400; i++)
    for (int k = i; k <= 400; k++) p[k] += p[k - i];
  printf("%ld %d %d %d %ld %lu\n", a, 89, best, l[strlen(s)][strlen(t)], ways[200], p[400]);
}
