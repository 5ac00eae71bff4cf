#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(int argc, char **argv) {
  char sentence[] = "split these  words,please", line[128], *end;
  for (char *t = strtok(sentence, " ,"); t; t = strtok(0, " ,")) printf("<%s>", t);
  printf("\n");
  for (int i = 1; i < argc; i++) {
    printf("1 ");
    for (int k = strlen(argv[i]); k-- > 0;) putchar(argv[i][k]);
    printf("\n");
  }
  long x = strtol(argv[3], &end, 0);
  printf("%ld '%s'\n%ld '<%%s>'\n", x, end, strtol(argv[4], 0, 10));
  fgets(line, 128, stdin);
  for (char *p = line; *p; p++)
    if (isalpha(*p)) *p = (isupper(*p) ? 'A' : 'a') + ((*p | 32) - 'a' + 13) % 26;
  printf("%s", line);
  fgets(line, 128, stdin);
  int k = 0;
  long used;
  end = line;
  do {
    char *from = end;
    double f = strtod(from, &end);
    used = end - from;
    printf("%g %ld\n", f, used);
    k++;
  } while (used);
  printf("%ld %d %d\n", (long)(strchr(sentence, 'i') - sentence), 1, k);
  return argc - 1;
}
