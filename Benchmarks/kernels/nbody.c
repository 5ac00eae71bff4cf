/* Floats in records: five bodies that attract each other. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct body {
  double x, y, z, vx, vy, vz, mass;
};

static struct body bodies[5] = {
  {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 39.478},
  {4.8414, -1.1603, -0.1036, 0.6063, 2.8119, -0.0252, 0.0377},
  {8.3434, 4.1248, -0.4035, -1.0107, 1.8256, 0.0084, 0.0113},
  {12.8943, -15.1111, -0.2233, 1.0827, 0.8687, -0.0108, 0.0017},
  {15.3796, -25.9193, 0.1792, 0.979, 0.5946, -0.0347, 0.002},
};

static void advance(double dt) {
  for (long i = 0; i < 5; i++) {
    struct body *a = &bodies[i];
    for (long j = i + 1; j < 5; j++) {
      struct body *b = &bodies[j];
      double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
      double square = dx * dx + dy * dy + dz * dz;
      double factor = dt / (square * sqrt(square));
      a->vx -= dx * b->mass * factor;
      a->vy -= dy * b->mass * factor;
      a->vz -= dz * b->mass * factor;
      b->vx += dx * a->mass * factor;
      b->vy += dy * a->mass * factor;
      b->vz += dz * a->mass * factor;
    }
  }
  for (long i = 0; i < 5; i++) {
    struct body *a = &bodies[i];
    a->x += dt * a->vx;
    a->y += dt * a->vy;
    a->z += dt * a->vz;
  }
}

static double energy(void) {
  double sum = 0.0;
  for (long i = 0; i < 5; i++) {
    struct body *a = &bodies[i];
    sum += 0.5 * a->mass * (a->vx * a->vx + a->vy * a->vy + a->vz * a->vz);
    for (long j = i + 1; j < 5; j++) {
      struct body *b = &bodies[j];
      double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
      sum -= a->mass * b->mass / sqrt(dx * dx + dy * dy + dz * dz);
    }
  }
  return sum;
}

int main(int argc, char **argv) {
  long count = argc > 1 ? atol(argv[1]) : 1;
  for (long n = 0; n < count; n++)
    for (long step = 0; step < 10; step++) advance(0.01);
  printf("%ld\n", (long)(energy() * 1e9));
  return 0;
}
