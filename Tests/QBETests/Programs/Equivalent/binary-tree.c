#include <stdio.h>
#include <stdlib.h>
typedef struct node { struct node *left, *right; int key; } node;
static node *root;
static node *insert(node *n, int key, int *is_new) {
  if (!n) {
    n = calloc(1, sizeof *n);
    n->key = key, *is_new = 1;
  } else if (key < n->key) n->left = insert(n->left, key, is_new);
  else if (key > n->key) n->right = insert(n->right, key, is_new);
  return n;
}
static node *drop(node *n, int key, int *is_gone) {
  if (!n) return n;
  if (key < n->key) n->left = drop(n->left, key, is_gone);
  else if (key > n->key) n->right = drop(n->right, key, is_gone);
  else {
    *is_gone = 1;
    if (!n->left) return n->right;
    if (!n->right) return n->left;
    node *m = n->right;
    while (m->left) m = m->left;
    n->key = m->key;
    n->right = drop(n->right, m->key, is_gone);
  }
  return n;
}
static int walk(node *n, int depth) {
  if (!n) return depth;
  int a = walk(n->left, depth + 1);
  printf("%d ", n->key);
  int b = walk(n->right, depth + 1);
  return a > b ? a : b;
}
static int level(node *n, int depth) {
  if (!n) return 0;
  if (!depth) return printf("%d ", n->key), 1;
  int a = level(n->left, depth - 1);
  return level(n->right, depth - 1) + a;
}
int main(void) {
  int count = 0;
  for (int i = 0; i < 60; i++) {
    int is_new = 0;
    root = insert(root, i * 37 % 101 % 40, &is_new);
    count += is_new;
  }
  for (int k = 0; k < 60; k += 3) {
    int is_gone = 0;
    root = drop(root, k, &is_gone);
    count -= is_gone;
  }
  int h = walk(root, 0);
  printf("\n%d keys, height %d\n", count, h);
  for (int d = 0; level(root, d); d++);
  puts("\n2358 ");
}
