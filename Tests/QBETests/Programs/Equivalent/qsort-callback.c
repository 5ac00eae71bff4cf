#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int numbers[] = {30, -7, 12, 0, 99, 12, INT_MIN, INT_MAX, 5};
static const char *words[] = {"pear", "apple", "fig"};
static int up(const void *p, const void *q) {
  int x = *(const int *)p, y = *(const int *)q;
  return (x > y) - (x < y);
}
static int down(const void *p, const void *q) { return up(q, p); }
static int text(const void *p, const void *q) { return strcmp(*(char *const *)p, *(char *const *)q); }
static void show(void) {
  for (int i = 0; i < 9; i++) printf("%d ", numbers[i]);
  putchar('\n');
}
int main(void) {
  qsort(numbers, 9, 4, down);
  show();
  qsort(numbers, 9, 4, up);
  show();
  qsort(words, 3, 8, text);
  for (int i = 0; i < 3; i++) printf("%s\n", words[i]);
  int key = 5;
  int *found = bsearch(&key, numbers, 9, 4, up);
  key = 6;
  return bsearch(&key, numbers, 9, 4, up) ? 100 : found - numbers;
}
