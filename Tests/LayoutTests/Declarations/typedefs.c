// CHECK: struct node size 16 align 8: next 0 8, value 8 4
// CHECK: struct plain_t size 4 align 4: x 0 4
// CHECK: struct wide_t size 4 align 4: x 0 4
// CHECK: struct outer size 24 align 8: tag 0 4, (unnamed) 8 8, inner 16 8
// CHECK: struct inner size 8 align 8: x 0 8
// CHECK: struct late size 4 align 4: x 0 4
// CHECK: struct uses size 4 align 4: l 0 4
// CHECK: struct vector size 32 align 16: v 0 16, q 16 16
// CHECK: struct again size 12 align 4: a 0 4, b 4 8
// CHECK: typedef wide_t size 4 align 64
// CHECK: typedef matrix size 24 align 4
// CHECK: typedef di size 8 align 8
typedef struct node { struct node *next; int value; } node_t, *node_p;
typedef struct { int x; } plain_t;
typedef struct { int x; } wide_t __attribute__((aligned(64)));
struct outer { int tag; union { long l; double d; }; struct inner { long x; } inner; };
typedef struct late late_t;
struct late { int x; };
struct uses { late_t l; };
typedef int matrix[2][3];
typedef int di __attribute__((mode(DI)));
typedef float quad __attribute__((vector_size(4 * sizeof(float))));
struct vector { quad v; int __attribute__((vector_size(16))) q; };
typedef unsigned u32;
typedef u32 u32;
typedef int __s32;
struct again { __typeof__(int) a; typeof(struct { u32 z[2]; }) b; };
