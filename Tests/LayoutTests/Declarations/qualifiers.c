// CHECK: struct q size 72 align 8: a 0 8, b 8 8, c 16 8, d 24 8, e 32 8, f 40 8, g 48 8, h 56 8, i 64 4
// TYPES: struct q: const char *, const volatile struct s *, char *const *, const char *const *, char *, const char (*)[3], int (*)(const char *, ...), const text *, int
typedef const char *text;
struct q {
  const char *a;
  volatile struct s const *b;
  char *const *c;
  const char *const *__restrict d;
  char *const e;
  const char (*f)[3];
  int (*g)(const char *, ...);
  const text *h;
  const int i;
};
