typedef unsigned int u32;

struct point {
  char tag;
  long x, y;
  u32 flags : 3;
  u32 mode : 7;
};

typedef struct {
  struct point p[2];
  union {
    int i;
    long double d;
  };
} __attribute__((packed, aligned(2))) both_t;
