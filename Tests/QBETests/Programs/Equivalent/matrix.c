#include <stdio.h>
typedef struct { long m[2][2]; } two;
static two times(two a, two b) {
  two r;
  for (int i = 0; i < 2; i++)
    for (int j = 0; j < 2; j++) r.m[i][j] = (a.m[i][0] * b.m[0][j] + a.m[i][1] * b.m[1][j]) % 1000000007;
  return r;
}
static long a[4][4] = {{2, -1, 0, 3}, {1, 4, -2, 1}, {0, 5, 1, -3}, {7, 0, 2, 1}};
// In whole numbers, by the first row.
static long determinant(int n, long m[4][4]) {
  if (n == 1) return m[0][0];
  long sum = 0;
  for (int k = 0; k < n; k++) {
    long minor[4][4];
    for (int i = 1; i < n; i++)
      for (int j = 0, to = 0; j < n; j++)
        if (j != k) minor[i - 1][to++] = m[i][j];
    sum += (k % 2 ? -1 : 1) * m[0][k] * determinant(n - 1, minor);
  }
  return sum;
}
int main(void) {
  long p[4][4], q[4][4];
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < 4; j++) {
      p[i][j] = 0;
      for (int k = 0; k < 4; k++) p[i][j] += a[i][k] * a[k][j];
    }
  for (int i = 0; i < 4; i++) {
    for (int j = 0; j < 4; j++) {
      q[i][j] = 0;
      for (int k = 0; k < 4; k++) q[i][j] += p[i][k] * a[k][j];
      printf("%g%c", (double)q[i][j], j == 3 ? '\n' : ' ');
    }
  }
  two r = {{{1, 0}, {0, 1}}}, f = {{{1, 1}, {1, 0}}};
  for (long n = 1000000000000; n; n >>= 1) {
    if (n & 1) r = times(r, f);
    f = times(f, f);
  }
  printf("det %.6f %ld\n", (double)determinant(4, a), r.m[0][1]);
}
