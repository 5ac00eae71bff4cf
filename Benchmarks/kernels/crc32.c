/* A table of words by bytes: the CRC-32 of 16,384 bytes. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint32_t table[256];
static unsigned char message[16384];

static void make_table(void) {
  for (uint32_t i = 0; i < 256; i++) {
    uint32_t entry = i;
    for (int bit = 0; bit < 8; bit++) {
      if (entry & 1)
        entry = entry >> 1 ^ 0xedb88320;
      else
        entry = entry >> 1;
    }
    table[i] = entry;
  }
}

static uint32_t crc32(uint32_t crc, const unsigned char *bytes, long count) {
  crc = ~crc;
  for (long i = 0; i < count; i++) crc = table[(crc ^ bytes[i]) & 255] ^ crc >> 8;
  return ~crc;
}

int main(int argc, char **argv) {
  long count = argc > 1 ? atol(argv[1]) : 1;
  uint32_t crc = 0;
  make_table();
  for (long i = 0; i < 16384; i++) message[i] = (unsigned char)(i * 7 ^ i >> 5);
  for (long n = 0; n < count; n++) crc = crc32(crc, message, 16384);
  printf("%ld\n", (long)crc);
  return 0;
}
