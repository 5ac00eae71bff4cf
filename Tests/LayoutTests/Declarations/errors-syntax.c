// ERROR: 12:18: 'int' does not belong here
// ERROR: 14:7: ';' does not belong here
// ERROR: 15:19: type name 'y' is not known
// ERROR: 16:13: ';' does not belong here
// ERROR: 17:18: ';' does not belong here
// ERROR: 18:1: '}' does not belong here
// ERROR: 19:43: ';' does not belong here
// ERROR: 20:1: these words do not name a type together
// ERROR: 21:10: 'DECLARE_BITMAP' is not a type
// ERROR: 22:19: 'static' does not belong here
// ERROR: 23:17: this comment does not end
struct a { int x int y; };
struct b { int ok; };
int f(;
struct c { int x; y; };
enum { A = 1; B };
struct d { int x[; };
}
struct e { int x; } __attribute__((packed);
unsigned float u;
struct { DECLARE_BITMAP(x, 3); };
static struct g { static int x; };
int last = '"'; /* never closed
