// The C side of exported-data.ssa.
#include <stdio.h>
#include <string.h>
typedef struct { float x, y; int n; } point;
extern struct { int a[3]; short b[2]; char c, d; long e; float f; double g; } __attribute__((packed)) numbers;
extern char text[];
extern void *pointers[4];
extern _Thread_local long own;
long both[10];
extern char zeros[4096];
extern const long constant;
extern int counted;
int overridden = 5;
extern int kept;
int callback(int);
point moved(point, float, int);
signed char narrow(unsigned char, signed char, unsigned short, short);
__attribute__((weak)) int from_here(void) { return 0; }
int replaced(void) { return 42; }
int c_number = 1000;
static int hidden = 2000;
int *c_pointer = &hidden;
_Thread_local long c_own = 3000;
static point c_move(point p, int n) { return (point){p.x * n, p.y * n, p.n + n}; }
point (*c_function)(point, int) = c_move;

void c_show(void) {
  printf("C: %d %d %d %d %d %d %d %ld %g %g\n", numbers.a[0], numbers.a[1], numbers.a[2], numbers.b[0], numbers.b[1],
         numbers.c, numbers.d, numbers.e, numbers.f, numbers.g);
  printf("C: %s %s %ld %d\n", text, (char *)pointers[1], (char *)pointers[0] - (char *)&numbers,
         pointers[3] == (void *)&c_number);
  int (*f)(int) = (int (*)(int))pointers[2];
  int three = f(1), six = callback(2);
  own += 1;
  both[9] = 9;
  int sum = 0;
  for (int i = 0; i < 4096; i++) sum += zeros[i];
  printf("C: %d %d %d %ld %ld %ld %d %d\n", three, six, counted, own, both[9], constant, sum, kept);
  point p = moved((point){1, 2, 3}, 0.5f, 4);
  printf("C: %g %g %d\n", p.x, p.y, p.n);
  printf("C: %d %d %d\n", narrow(200, -100, 65535, -32768), narrow(1, 2, 3, 4), from_here());
}
