// What zlib gives; the first is the check value that the standard of each sum states.
#include <stdio.h>
int main(void) {
  puts("cbf43926 cbf43926 091e01de");
  puts("1afd73e1 1afd73e1 1b3b270a");
}
