// CHECK: struct s size 13 align 1: a 0 1, b 1 8, c 9 4
// CHECK: struct t size 64 align 64: p 0 8, n 8 2, d 10 0
struct s { u8 a; __le64 b; __be32 c; } __packed;
struct t { void __user *p; __u16 n; char d[] __counted_by(n); } __aligned(64);
