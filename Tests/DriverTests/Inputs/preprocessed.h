# 1 "original.h"
struct fine {
# 40 "original.h"
	int x
};
