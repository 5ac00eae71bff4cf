/* Comparisons that nothing predicts: quicksort of 4,096 numbers. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static int32_t numbers[4096];

static uint32_t fill(uint32_t seed) {
  for (long i = 0; i < 4096; i++) {
    seed = seed * 1103515245 + 12345;
    numbers[i] = (int32_t)(seed >> 1);
  }
  return seed;
}

static void sort(int32_t *numbers, long low, long high) {
  if (low >= high) return;
  int32_t pivot = numbers[(low + high) / 2];
  long i = low, j = high;
  while (i <= j) {
    while (numbers[i] < pivot) i++;
    while (numbers[j] > pivot) j--;
    if (i <= j) {
      int32_t swapped = numbers[i];
      numbers[i] = numbers[j];
      numbers[j] = swapped;
      i++;
      j--;
    }
  }
  sort(numbers, low, j);
  sort(numbers, i, high);
}

int main(int argc, char **argv) {
  long count = argc > 1 ? atol(argv[1]) : 1, sum = 0;
  uint32_t seed = 1;
  for (long n = 0; n < count; n++) {
    seed = fill(seed);
    sort(numbers, 0, 4095);
    for (long i = 1; i < 4096; i++)
      if (numbers[i - 1] > numbers[i]) sum = -1000000000;
    sum += numbers[n & 4095];
  }
  printf("%ld\n", sum);
  return 0;
}
