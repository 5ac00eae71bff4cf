// CHECK: struct s size 8 align 8: f 0 8
extern int printf(const char *__restrict format, ...) __attribute__((format(printf, 1, 2), nonnull(1)));
extern int sscanf(const char *, ...) __asm__("" "__isoc99_sscanf") __attribute__((nothrow));
static __inline __attribute__((always_inline)) int add(int a, int b) { if (a) { return "}"[0] + '}'; } return b; }
extern void (*signal(int sig, void (*handler)(int)))(int);
int matrix(int n, double m[static n][n], int (*f)(int size_t), char *const argv[restrict]);
_Noreturn void leave(void);
__extension__ typedef long long ll;
struct s { int (*f)(struct s *self, ll, ...); };
asm(".globl x");
int table[] = { [0] = 1, [1] = sizeof(struct s) }, other = 3;
extern __thread int errors;
unsigned long long strange(__int128 a, _Float128 b, long double _Complex c, __builtin_va_list list);
