/* A TCP echo server in C: one thread, one epoll, level-triggered, and nothing kept of a connection. It prints `port=N`, and serves
   until it is killed: echo. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void) {
  signal(SIGPIPE, SIG_IGN);
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), poller = epoll_create1(0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, events[512];
  if (bind(listener, (void *)&address, size) || listen(listener, 4096) || getsockname(listener, (void *)&address, &size) ||
      epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event))
    return 1;
  printf("port=%d\n", ntohs(address.sin_port));
  fflush(stdout);
  for (;;) {
    int ready = epoll_wait(poller, events, 512, -1);
    for (int i = 0; i < ready; i++) {
      int connection = events[i].data.fd;
      if (connection == listener) {
        connection = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
        event.data.fd = connection;
        if (connection >= 0) epoll_ctl(poller, EPOLL_CTL_ADD, connection, &event);
        continue;
      }
      char buffer[256];
      ssize_t count = read(connection, buffer, sizeof buffer);
      if (count < 0 && errno == EAGAIN) continue;
      /* So little always fits: each side waits for the other. */
      if (count <= 0 || write(connection, buffer, count) != count) close(connection);
    }
  }
}
