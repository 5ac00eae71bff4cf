// ERROR: 3:1: there is no preprocessor here, and '#if' needs one
struct s { unknown x; };
#if 1
#endif
