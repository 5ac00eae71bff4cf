/* Times commands against each other: interleave ROUNDS A... -- B... [-- C...]...
   Runs A, B, C, A, B, C, ... with their output thrown away, so that whatever disturbs the machine disturbs all alike, and
   prints one line, separated by tabs: for each command its median and least wall time in microseconds and its largest resident
   set in kilobytes. The failure of a command ends it with status 1. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

enum { MOST_COMMANDS = 16 };

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
  int rounds = count > 1 ? atoi(arguments[1]) : 0, commands = 0, empty = 0;
  char **command[MOST_COMMANDS];
  for (int start = 2, end; start <= count; start = end + 1) {
    for (end = start; end < count && strcmp(arguments[end], "--") != 0; end++) {}
    arguments[end] = NULL;
    if (commands < MOST_COMMANDS) command[commands] = arguments + start;
    commands++;
    empty |= start == end;
  }
  if (rounds < 1 || commands < 2 || commands > MOST_COMMANDS || empty) {
    fprintf(stderr, "usage: interleave ROUNDS A... -- B... [-- C...]... (at most %d commands)\n", MOST_COMMANDS);
    return 2;
  }

  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  posix_spawn_file_actions_addopen(&quiet, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);

  double *times[MOST_COMMANDS];
  long resident[MOST_COMMANDS] = {0};
  for (int i = 0; i < commands; i++)
    if (!(times[i] = calloc(rounds, sizeof(double)))) return 1;
  /* The first round fills the page cache and is not counted. */
  for (int round = -1; round < rounds; round++)
    for (int i = 0; i < commands; i++) {
      double took = run(command[i], &quiet, &resident[i]);
      if (round >= 0) times[i][round] = took;
    }

  for (int i = 0; i < commands; i++) {
    qsort(times[i], rounds, sizeof(double), ascending);
    double median = (times[i][(rounds - 1) / 2] + times[i][rounds / 2]) / 2;
    printf("%s%.0f\t%.0f\t%ld", i ? "\t" : "", median, times[i][0], resident[i]);
  }
  printf("\n");
  return 0;
}
