#include <stdio.h>
int main(void) {
  long total = 0, buckets = 4;
  for (int k = 0; k < 700; k++) total += 3 * (k < 300 ? k + 700 : k);
  while (buckets < 700) buckets *= 2;
  int left = 0;
  for (int j = 1; j < 1500; j++) left += j % 3 != 0;
  // The values of the two strings are those that the authors of FNV-1a publish.
  printf("%ld %ld %d %d\n%08x %016lx\n", total, buckets, 100, left, (unsigned)0xcbf29ce484222325, 0x85944171f73967e8);
}
