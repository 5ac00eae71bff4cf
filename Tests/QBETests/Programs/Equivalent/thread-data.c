#include <pthread.h>
#include <stdio.h>
static _Thread_local int counter[] = {10, 20}, zeroed[100];
static _Thread_local _Alignas(64) long pointed = 5;
_Thread_local long shared = 77;
static int plain;
static void *work(void *argument) {
  int times = (long)argument;
  for (int i = 0; i < times; i++) counter[0]++, counter[1] += 2, zeroed[99] += 3;
  pointed += (long)argument;
  printf("%d: %d %d %d %ld %ld aligned %d\n", times, counter[0], counter[1], zeroed[99], pointed, shared,
         (long)&pointed % 64 == 0);
  shared = (long)argument;
  plain += times;
  return &pointed;
}
int main(void) {
  void *mine = work((void *)2), *other;
  for (long n = 3; n < 6; n++) {
    pthread_t handle;
    pthread_create(&handle, 0, work, (void *)n);
    pthread_join(handle, &other);
    if (other == mine) return 1;
  }
  work((void *)1);
  return plain + (int)shared + (&pointed != mine);
}
