#include <stdio.h>
int main(void) {
  int n[12];
  for (int i = 0; i < 12; i++) n[i] = i * 7 % 20;
  for (int i = 12; i-- > 0;) printf("%d ", n[i]);
  puts("");
  for (int i = 0; i < 12; i++) printf("%d ", n[i]);
  puts("");
  for (int i = 0; i < 12; i++)
    if (n[i] % 2 == 0) printf("%d ", n[i]);
  puts("");
  for (int x = 2; x <= 27; x++) {
    if (x % 2 == 0 && x <= 18) printf("%d ", x);
    if (x % 3 == 0) printf("%d ", x);
  }
  puts("\n2 ");
  int last = 0;
  for (int k = 2; k <= 41; k++) last = (last + 3) % k;
  return last + 1;
}
