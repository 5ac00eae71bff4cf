/* Times two commands against each other: interleave ROUNDS A... -- B...
   Runs A, B, A, B, ... with their output thrown away, so that whatever disturbs the machine disturbs both alike, and prints
   one line, separated by tabs: A's median and least wall time in microseconds and largest resident set in kilobytes, B's, and
   the ratio of the medians, A over B. Either command's failure ends it with status 1. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

/* Microseconds from before the command starts until it is reaped. */
static double run(char **command, posix_spawn_file_actions_t *quiet, long *resident) {
  pid_t child;
  struct rusage usage;
  int status;
  double started = now();
  if (posix_spawnp(&child, command[0], quiet, NULL, command, environ) != 0) {
    fprintf(stderr, "interleave: cannot start %s\n", command[0]);
    exit(1);
  }
  if (wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    fprintf(stderr, "interleave: %s failed (wait status %#x)\n", command[0], status);
    exit(1);
  }
  double took = now() - started;
  if (usage.ru_maxrss > *resident) *resident = usage.ru_maxrss;
  return took;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int count, char **arguments) {
  int rounds = count > 1 ? atoi(arguments[1]) : 0, split = 2;
  while (split < count && strcmp(arguments[split], "--") != 0) split++;
  if (rounds < 1 || split == 2 || split + 1 >= count) {
    fprintf(stderr, "usage: interleave ROUNDS A... -- B...\n");
    return 2;
  }
  arguments[split] = NULL;
  char **commands[2] = {arguments + 2, arguments + split + 1};

  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  posix_spawn_file_actions_addopen(&quiet, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);

  double *times[2] = {calloc(rounds, sizeof(double)), calloc(rounds, sizeof(double))};
  long resident[2] = {0, 0};
  if (!times[0] || !times[1]) return 1;
  /* The first pair fills the page cache and is not counted. */
  for (int i = -1; i < rounds; i++)
    for (int side = 0; side < 2; side++) {
      double took = run(commands[side], &quiet, &resident[side]);
      if (i >= 0) times[side][i] = took;
    }

  double median[2];
  for (int side = 0; side < 2; side++) {
    qsort(times[side], rounds, sizeof(double), ascending);
    median[side] = (times[side][(rounds - 1) / 2] + times[side][rounds / 2]) / 2;
    printf("%.0f\t%.0f\t%ld\t", median[side], times[side][0], resident[side]);
  }
  printf("%.3f\n", median[0] / median[1]);
  return 0;
}
