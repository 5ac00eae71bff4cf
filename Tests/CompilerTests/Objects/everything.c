// The other side of everything.wir.
#include <stdio.h>
int outside = 7;
_Thread_local int theirs = 5;
extern _Thread_local int mine;
int weft_part(int), pick(long), shared_at(long), call(int (*)(int), int);
extern void *table[];
int shared[16];
int weak_number = 100;
int weak_function(void) { return 1000; }
__attribute__((visibility("hidden"))) int secret(int x) { return x + 1; }
static int triple(int x) { return 3 * x; }
int c_part(void) {
  shared[3] = 77;
  mine += 10;
  int result = weft_part(4);
  printf("%d %d%d%d%d %d %d %d\n", result, pick(0), pick(1), pick(2), pick(3), shared_at(3), call(triple, 14),
         table[0] == (void *)puts && *(int *)table[3] == 7);
  return 0;
}
