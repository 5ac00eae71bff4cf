/* Chained SHA-256 on threads, in C: hash JOBS ROUNDS THREADS. What Examples/hash-pool.wir does, without the processor's
   instructions for it. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};
static const uint32_t initial[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

static uint32_t rotated(uint32_t x, int by) { return x >> by | x << (32 - by); }

static void compress(uint32_t state[8], const uint32_t block[16]) {
  uint32_t w[64];
  memcpy(w, block, 64);
  for (int i = 16; i < 64; i++)
    w[i] = w[i - 16] + w[i - 7] + (rotated(w[i - 15], 7) ^ rotated(w[i - 15], 18) ^ w[i - 15] >> 3) +
           (rotated(w[i - 2], 17) ^ rotated(w[i - 2], 19) ^ w[i - 2] >> 10);
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
  for (int i = 0; i < 64; i++) {
    uint32_t t = h + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + ((e & (f ^ g)) ^ g) + constants[i] + w[i];
    uint32_t u = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + (((a | b) & c) | (a & b));
    h = g, g = f, f = e, e = d + t, d = c, c = b, b = a, a = t + u;
  }
  state[0] += a, state[1] += b, state[2] += c, state[3] += d, state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}

static atomic_long next_job;
static long jobs, rounds;

static void *work(void *unused) {
  (void)unused;
  uint64_t sum = 0;
  for (long job; (job = atomic_fetch_add(&next_job, 1)) < jobs;) {
    uint32_t block[16] = {[0] = (uint32_t)job << 24, [8] = 0x80000000, [15] = 256};
    for (long i = 0; i < rounds; i++) {
      uint32_t state[8];
      memcpy(state, initial, sizeof state);
      compress(state, block);
      memcpy(block, state, sizeof state);
    }
    sum += (uint64_t)block[0] << 32 | block[1];
  }
  return (void *)sum;
}

int main(int count, char **arguments) {
  if (count != 4) return 2;
  pthread_t threads[64];
  struct timespec from, to;
  uint64_t sum = 0;
  jobs = atol(arguments[1]), rounds = atol(arguments[2]);
  int wanted = atoi(arguments[3]);
  if (wanted < 1 || wanted > 64) return 2;
  clock_gettime(CLOCK_MONOTONIC, &from);
  for (int i = 0; i < wanted; i++)
    if (pthread_create(&threads[i], NULL, work, NULL)) return 1;
  for (int i = 0; i < wanted; i++) {
    void *part;
    pthread_join(threads[i], &part);
    sum += (uint64_t)part;
  }
  clock_gettime(CLOCK_MONOTONIC, &to);
  printf("jobs=%ld rounds=%ld threads=%d digest=%016lx wall_us=%ld\n", jobs, rounds, wanted, sum,
         (to.tv_sec - from.tv_sec) * 1000000 + (to.tv_nsec - from.tv_nsec) / 1000);
  return 0;
}
