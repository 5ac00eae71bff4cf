#include <stdio.h>
int main(void) { printf("%ld %ld %d\n", (7L + 1) * 10 - 3, 123L, 5 + 6 + 70 + 800 + 10000 + 0 + 9); }
