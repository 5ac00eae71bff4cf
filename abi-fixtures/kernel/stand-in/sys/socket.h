// Empty on purpose. linux/if.h wants libc's <sys/socket.h> for struct sockaddr alone; the kernel fixtures see no libc, so
// the source that includes linux/if.h declares struct sockaddr first.
