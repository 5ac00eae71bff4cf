// Files as the C library has them.

#define WEFT_VIEW_LIBC

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <sys/file.h>
#include <dirent.h>
#include <sys/inotify.h>
#include <sys/fanotify.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <poll.h>
#include <utime.h>
#include <sys/mman.h>
#include <unistd.h>
#include <sys/mount.h>
#include <sys/sendfile.h>
#include <aio.h>
#include <fts.h>
#include <stdio.h>

#include "../fixture.h"

// Records.
RECORD(struct, stat)
RECORD(struct, stat64)
RECORD(struct, statx)
RECORD(struct, statx_timestamp)
RECORD(struct, statfs)
RECORD(struct, statfs64)
RECORD(struct, statvfs)
RECORD(struct, statvfs64)
RECORD(struct, flock)
RECORD(struct, flock64)
RECORD(struct, f_owner_ex)
RECORD(struct, file_handle)
RECORD(struct, iovec)
RECORD(struct, dirent)
RECORD(struct, dirent64)
RECORD(struct, inotify_event)
RECORD(struct, fanotify_event_metadata)
RECORD(struct, fanotify_response)
RECORD(struct, epoll_event)
RECORD(union, epoll_data)
TYPEDEF_RECORD(epoll_data_t)
RECORD(struct, pollfd)
RECORD(struct, utimbuf)
RECORD(struct, mount_attr)
RECORD(struct, aiocb)
TYPEDEF_RECORD(fsid_t)

// Files.
CONSTANT(DT_BLK)
CONSTANT(DT_CHR)
CONSTANT(DT_DIR)
CONSTANT(DT_FIFO)
CONSTANT(DT_LNK)
CONSTANT(DT_REG)
CONSTANT(DT_SOCK)
CONSTANT(DT_UNKNOWN)
CONSTANT(DT_WHT)
CONSTANT(FD_SETSIZE)
CONSTANT(F_GETLK64)
CONSTANT(F_LOCK)
CONSTANT(F_OK)
CONSTANT(F_OWNER_GID)
CONSTANT(F_SETLK64)
CONSTANT(F_SETLKW64)
CONSTANT(F_TEST)
CONSTANT(F_TLOCK)
CONSTANT(F_ULOCK)
CONSTANT(MAP_ANON)
CONSTANT(MNT_DETACH)
CONSTANT(MNT_EXPIRE)
CONSTANT(MNT_FORCE)
CONSTANT(O_ASYNC)
CONSTANT(O_FSYNC)
CONSTANT(O_RSYNC)
CONSTANT(POSIX_MADV_DONTNEED)
CONSTANT(POSIX_MADV_NORMAL)
CONSTANT(POSIX_MADV_RANDOM)
CONSTANT(POSIX_MADV_SEQUENTIAL)
CONSTANT(POSIX_MADV_WILLNEED)
CONSTANT(R_OK)
CONSTANT(SPLICE_F_GIFT)
CONSTANT(SPLICE_F_MORE)
CONSTANT(SPLICE_F_MOVE)
CONSTANT(SPLICE_F_NONBLOCK)
CONSTANT(STDERR_FILENO)
CONSTANT(STDIN_FILENO)
CONSTANT(STDOUT_FILENO)
CONSTANT(ST_APPEND)
CONSTANT(ST_IMMUTABLE)
CONSTANT(ST_MANDLOCK)
CONSTANT(ST_NOATIME)
CONSTANT(ST_NODEV)
CONSTANT(ST_NODIRATIME)
CONSTANT(ST_NOEXEC)
CONSTANT(ST_NOSUID)
CONSTANT(ST_RDONLY)
CONSTANT(ST_RELATIME)
CONSTANT(ST_SYNCHRONOUS)
CONSTANT(ST_WRITE)
CONSTANT(SYNC_FILE_RANGE_WAIT_AFTER)
CONSTANT(SYNC_FILE_RANGE_WAIT_BEFORE)
CONSTANT(SYNC_FILE_RANGE_WRITE)
CONSTANT(SYNC_FILE_RANGE_WRITE_AND_WAIT)
CONSTANT(S_BLKSIZE)
CONSTANT(S_IEXEC)
CONSTANT(S_IREAD)
CONSTANT(S_IWRITE)
CONSTANT(UMOUNT_NOFOLLOW)
CONSTANT(W_OK)
CONSTANT(X_OK)
