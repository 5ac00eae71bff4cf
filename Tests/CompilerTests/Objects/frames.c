// Calls frames.wir, which calls back; tells who called.
#include <execinfo.h>
#include <stdio.h>
#include <string.h>
long outer(void (*)(void), long);
void look(void) {
  void *frames[20];
  int count = backtrace(frames, 20);
  char **names = backtrace_symbols(frames, count);
  for (int i = 0; i < count; i++) {
    char *from = strchr(names[i], '(');
    from[strcspn(from, "+")] = 0;
    puts(from + 1);
  }
}
int main(void) { printf("%ld\n", outer(look, 1000)); }
