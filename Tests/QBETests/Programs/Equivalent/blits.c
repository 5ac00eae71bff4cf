#include <stdio.h>
#include <string.h>
int main(void) {
  char p[45] = {0};
  memset(p, '.', 44);
  memcpy(p, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGH", 40);
  puts(p);
  memset(p, '.', 44);
  memcpy(p + 3, "0123456", 7);
  puts(p);
  printf("%d %ld\n", 0, 999L * 999);
  return 23;
}
