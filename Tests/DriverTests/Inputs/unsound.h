struct fine {
  int x;
};
struct unknown {
  poin_t z;
};
typedef int point_t;
struct fine {
  long x;
};
