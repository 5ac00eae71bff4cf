#include <stdio.h>
int main(void) {
  unsigned long sum = 0;
  unsigned x = 12345, mix = 0;
  double f = 0;
  for (int i = 0; i < 4096; i++) {
    // The table in the text was made by this rule.
    x = x * 1103515245 + 12345 & 0x7fffffff;
    sum += x;
    mix = mix * 31 ^ x;
  }
  for (int i = 0; i < 256; i++) f += i * 0.25 - 7;
  printf("%lu %u %g\n", sum, mix, f);
  const char *names[] = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"};
  for (int i = 0; i < 10; i += 3) printf("%s %s\n", names[i], names[9 - i]);
}
