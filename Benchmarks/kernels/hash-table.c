/* Probing: a hash table with open addressing, filled half and searched for keys of which some are there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct slot {
  long key, value;
};

static struct slot slots[4096];

static unsigned long next_random(unsigned long x) {
  x ^= x << 13;
  x ^= x >> 7;
  x ^= x << 17;
  return x;
}

/* The slot of a key, or the free one where it would stand. */
static struct slot *find(long key) {
  long i = (long)((unsigned long)key * 0x9e3779b97f4a7c15 >> 52);
  while (slots[i].key != 0 && slots[i].key != key) i = (i + 1) & 4095;
  return &slots[i];
}

int main(int argc, char **argv) {
  long count = argc > 1 ? atol(argv[1]) : 1, sum = 0;
  unsigned long random = 88172645463325252;
  for (long n = 0; n < count; n++) {
    memset(slots, 0, 65536);
    for (long i = 0; i < 2048; i++) {
      random = next_random(random);
      long key = (long)(random & 8191) + 1;
      struct slot *slot = find(key);
      if (slot->key == 0) {
        slot->key = key;
        slot->value = i;
      } else {
        slot->value++;
      }
    }
    for (long i = 0; i < 4096; i++) {
      random = next_random(random);
      struct slot *slot = find((long)(random & 8191) + 1);
      if (slot->key != 0) sum += slot->value;
    }
  }
  printf("%ld\n", sum);
  return 0;
}
