#include <stdio.h>
static int ackermann(int m, int n) { return !m ? n + 1 : ackermann(m - 1, n ? ackermann(m, n - 1) : 1); }
static int moves;
static void hanoi(int n, int from, int to, int by) {
  if (!n) return;
  hanoi(n - 1, from, by, to);
  moves++;
  hanoi(n - 1, by, to, from);
}
static char s[] = "abc";
static void permute(int k) {
  if (!s[k]) puts(s);
  for (int i = k; s[i]; i++) {
    char c = s[k];
    s[k] = s[i], s[i] = c;
    permute(k + 1);
    s[i] = s[k], s[k] = c;
  }
}
int main(void) {
  hanoi(10, 1, 2, 3);
  printf("%d %d %d %d %ld\n", ackermann(2, 9), ackermann(3, 5), moves, 1001 % 2 == 0, 100000L * 100001 / 2);
  permute(0);
  return ackermann(3, 5) - 128;
}
