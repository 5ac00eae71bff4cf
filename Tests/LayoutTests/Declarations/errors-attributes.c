// ERROR: 19:46: an alignment of 3 is not possible
// ERROR: 20:51: an alignment of 3 is not possible
// ERROR: 21:49: a vector cannot have 0 bytes
// ERROR: 22:56: an alignment of 5 is not possible
// ERROR: 23:39: attribute 'scalar_storage_order' would change a layout
// ERROR: 24:31: attribute '__ms_struct__' would change a layout
// ERROR: 28:44: an alignment of 6 is not possible
// ERROR: 29:43: an alignment of 7 is not possible
// ERROR: 31:21: must be an integer constant
// ERROR: 32:22: must be an integer constant
// ERROR: 33:21: must be an integer constant
// ERROR: 36:1: '#pragma scalar_storage_order' would change layouts
// CHECK: struct good size 4 align 4: a 0 4
// CHECK: struct little size 4 align 4: a 0 4
// CHECK: struct also size 4 align 4: a 0 4
// CHECK: struct before size 4 align 4: a 0 4
// Of a record with a faulty attribute nothing is said, nor of what is made of it.
struct good { int a; };
struct one { int a; } __attribute__((aligned(3)));
struct two { int a; char b __attribute__((aligned(3))); };
struct three { int a __attribute__((vector_size(0))); };
typedef struct { char a; } four __attribute__((aligned(5)));
struct five { int a; } __attribute__((scalar_storage_order("big-endian")));
struct six { } __attribute__((__ms_struct__));
struct seven { struct one a; };
struct little { int a; } __attribute__((scalar_storage_order("little-endian")));
#pragma scalar_storage_order default
struct eight { int *__attribute__((aligned(6))) a; };
enum nine { nine } __attribute__((aligned(7)));
struct ten { enum nine a; };
struct out { char a[(char)300.0]; };
struct wide { char a[(int)(long double)1e300]; };
struct not { char a[2.5]; };
struct also { int a; };
struct before { int a; };
#pragma scalar_storage_order big-endian
struct after { int a; };
