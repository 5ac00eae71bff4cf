#include <stdio.h>
#include <stdlib.h>
static int board[9];
static int place(int n, int row, int show) {
  if (row == n) {
    for (int i = 0; show && i < n; i++) {
      for (int j = 0; j < n; j++) putchar(j == board[i] ? 'Q' : '.');
      putchar('\n');
    }
    return 1;
  }
  int sum = 0;
  for (int c = 0; c < n; c++) {
    int fits = 1;
    for (int i = 0; i < row; i++) fits &= board[i] != c && abs(board[i] - c) != row - i;
    board[row] = c;
    if (fits) sum += place(n, row + 1, show && !sum);
  }
  return sum;
}
int main(void) {
  for (int n = 1; n <= 9; n++) printf("%d: %d\n", n, place(n, 0, 0));
  return place(8, 0, 1);
}
