/* Embeds the recorded facts: the files in abi-fixtures/recorded/ stay the only copy, and the compiler tells the build that
   this file depends on them. */
#include "recorded_facts.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char x86_64[] = {
#embed "../../abi-fixtures/recorded/x86_64.facts" suffix(,)
    0};
const struct weft_recorded_facts weft_recorded_x86_64 = {x86_64, sizeof x86_64 - 1};

static const unsigned char aarch64[] = {
#embed "../../abi-fixtures/recorded/aarch64.facts" suffix(,)
    0};
const struct weft_recorded_facts weft_recorded_aarch64 = {aarch64, sizeof aarch64 - 1};

static const unsigned char riscv64[] = {
#embed "../../abi-fixtures/recorded/riscv64.facts" suffix(,)
    0};
const struct weft_recorded_facts weft_recorded_riscv64 = {riscv64, sizeof riscv64 - 1};
