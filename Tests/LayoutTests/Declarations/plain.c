// CHECK: struct point size 8 align 4: x 0 4, y 4 4
// CHECK: struct mixed size 40 align 8: c 0 1, s 2 2, p 8 8, f 16 8, l 24 8, b 32 1, u8 33 1, u32 36 4
// CHECK: union both size 8 align 8: whole 0 8, halves 0 8
// CHECK: struct (unnamed) size 4 align 4: lonely 0 4
struct point { int x, y; };
struct mixed {
  char c;
  unsigned short int s;
  const void *p, *(*f)(int, char *);
  long unsigned l;
  bool b;
  u8 u8;
  u32 u32;
};
union both { unsigned long long whole; unsigned int halves[2]; };
static struct { int lonely; } variable = { .lonely = (1 + 2) };
