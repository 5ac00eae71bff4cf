struct q {
  struct zzz z;
};
