/* The recorded ground truth of abi-fixtures/recorded/, as it stood when this was compiled. */
#ifndef WEFT_RECORDED_FACTS_H
#define WEFT_RECORDED_FACTS_H

#include <stddef.h>

/* A target's facts as text: `size` bytes. */
struct weft_recorded_facts {
  const unsigned char *bytes;
  size_t size;
};

extern const struct weft_recorded_facts weft_recorded_x86_64;
extern const struct weft_recorded_facts weft_recorded_aarch64;
extern const struct weft_recorded_facts weft_recorded_riscv64;

#endif
