// ERROR: 4:1: the text ends within a record
struct s {
  int x;
