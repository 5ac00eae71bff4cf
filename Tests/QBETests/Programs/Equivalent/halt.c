#include <stdio.h>
#include <stdlib.h>
static void finish(void) { puts("99"); }
int main(void) {
  atexit(finish);
  puts("567\nbye");
  exit(9);
}
