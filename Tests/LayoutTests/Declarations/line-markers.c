// ERROR: dir/a.h:11:3: type name 'unknown' is not known
// ERROR: other.c:102:7: 'y' is not known
# 10 "dir/a.h" 1 3 4
struct s {
  unknown x;
};
# 100 "other.c"
struct t {
  int a;
int y[y];
};
#line 7
