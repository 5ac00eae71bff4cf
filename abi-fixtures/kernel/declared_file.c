// What getdents, getdents64 and name_to_handle_at fill in, and the sizes that openat2 has had, as the kernel's source has
// them: no exported header does.

#define WEFT_VIEW_KERNEL

#include <linux/types.h>

#include "../fixture.h"

// include/linux/dirent.h, struct linux_dirent64.
struct linux_dirent64 {
	__u64 d_ino;
	__s64 d_off;
	unsigned short d_reclen;
	unsigned char d_type;
	char d_name[];
};

// fs/readdir.c, struct linux_dirent.
struct linux_dirent {
	unsigned long d_ino;
	unsigned long d_off;
	unsigned short d_reclen;
	char d_name[];
};

// include/linux/fs.h, struct file_handle.
struct file_handle {
	__u32 handle_bytes;
	int handle_type;
	unsigned char f_handle[];
};

// include/linux/fcntl.h, OPEN_HOW_SIZE_VER0.
#define OPEN_HOW_SIZE_VER0 24

// Records.
RECORD(struct, linux_dirent64)
RECORD(struct, linux_dirent)
RECORD(struct, file_handle)

// Sizes.
CONSTANT(OPEN_HOW_SIZE_VER0)
