// ERROR: 25:3: type name 'uint23_t' is not known
// ERROR: 26:15: contains itself
// ERROR: 27:14: incomplete: a member needs a size
// ERROR: 28:11: an array cannot have -1 elements
// ERROR: 29:11: is wider than its type 'int'
// ERROR: 30:11: has a name but no bits
// ERROR: 31:9: cannot have type 'float'
// ERROR: 32:7: there are two members 'a'
// ERROR: 33:20: there are two members 'a'
// ERROR: 34:8: a member cannot have type 'void'
// ERROR: 35:7: a member cannot be a function
// ERROR: 38:7: flexible array 'early' must be the last member
// ERROR: 41:1: 'struct good' is defined twice
// ERROR: 42:32: 'name' is declared twice
// ERROR: 43:1: 'good' is the tag of something else
// ERROR: 44:41: an alignment of 3 is not possible
// ERROR: 45:42: cannot have 12 bytes
// ERROR: 46:1: the static assertion does not hold
// ERROR: 47:16: divides by zero
// ERROR: 48:24: does not fit into 'int'
// ERROR: 49:23: shifts 'int' by 32 bits
struct good { int fine; };
struct b {
  int a;
  uint23_t x;
  struct b    self;
  struct no  thing;
  int arr[-1];
  int w : 33;
  int z : 0;
  float f : 1;
  int a;
  struct { int b2, a; };
  void v;
  int f2(void);
};
struct c {
  int early[];
  int late;
};
struct good { int x; };
typedef int name; typedef long name;
union good { int y; };
struct d { int x __attribute__((aligned(3))); };
typedef int v __attribute__((vector_size(12)));
_Static_assert(sizeof(struct good) == 5, "five");
enum { E1 = (1 / 0) };
enum { E2 = 0x7fffffff + 1 };
enum { E3 = 1, E4 = 1 << 32 };
