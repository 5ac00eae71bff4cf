/* What Inspection disassembles with. */
#ifndef WEFT_CAPSTONE_H
#define WEFT_CAPSTONE_H

#include <capstone/capstone.h>

#endif
