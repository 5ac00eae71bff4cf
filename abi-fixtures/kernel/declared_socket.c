// Socket records that cross the system call boundary and that only libc exports, as the kernel's source has them.

#define WEFT_VIEW_KERNEL

#include <linux/types.h>
#include <linux/uio.h>

#include "../fixture.h"

// include/linux/socket.h, struct linger.
struct linger {
	int l_onoff;
	int l_linger;
};

// include/linux/socket.h, struct user_msghdr: what sendmsg and recvmsg take.
struct user_msghdr {
	void *msg_name;
	int msg_namelen;
	struct iovec *msg_iov;
	__kernel_size_t msg_iovlen;
	void *msg_control;
	__kernel_size_t msg_controllen;
	unsigned int msg_flags;
};

// include/linux/socket.h, struct mmsghdr.
struct mmsghdr {
	struct user_msghdr msg_hdr;
	unsigned int msg_len;
};

// include/linux/socket.h, struct cmsghdr.
struct cmsghdr {
	__kernel_size_t cmsg_len;
	int cmsg_level;
	int cmsg_type;
};

// include/linux/socket.h, struct ucred.
struct ucred {
	__u32 pid;
	__u32 uid;
	__u32 gid;
};

// Records.
RECORD(struct, linger)
RECORD(struct, user_msghdr)
RECORD(struct, mmsghdr)
RECORD(struct, cmsghdr)
RECORD(struct, ucred)
