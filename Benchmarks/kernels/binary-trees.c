/* Pointers and recursion: binary trees from a bump allocator, built and counted. */
#include <stdio.h>
#include <stdlib.h>

struct node {
  struct node *left, *right;
};

static char arena[32768] __attribute__((aligned(16)));
static long used;

static void *allocate(long size) {
  void *memory = arena + used;
  used += size;
  return memory;
}

static struct node *make(long depth) {
  struct node *node = allocate(sizeof(struct node));
  if (depth > 0) {
    node->left = make(depth - 1);
    node->right = make(depth - 1);
  } else {
    node->left = 0;
    node->right = 0;
  }
  return node;
}

static long nodes(struct node *node) {
  if (node->left == 0) return 1;
  return 1 + nodes(node->left) + nodes(node->right);
}

int main(int argc, char **argv) {
  long count = argc > 1 ? atol(argv[1]) : 1, sum = 0;
  for (long n = 0; n < count; n++) {
    used = 0;
    sum += nodes(make(10 - (sum & 1)));
  }
  printf("%ld\n", sum);
  return 0;
}
