#include <ctype.h>
#include <stdio.h>
int main(void) {
  printf("add %d\nsub %d\nmul %d\n", 12 + 5, 12 - 5, 12 * 5);
  double pi = 3.141592653589793;
  printf("%s %.2f %.2f\n%s %.2f %.2f\n", "circle", 4 * pi, 9 * pi, "square", 9., 4.5 * 4.5);
  printf("%d %d %d\n%ld %ld\n%d %d %d\n", toupper('q'), tolower('Q'), !!isdigit('7'), 2L, 1L, 13, 42, -1);
}
