#if 1
struct x {
  int a;
};
#endif
