// The table of forms: single bits, counts of bits, and the bit fields of BMI1 and BMI2.

extension FormTableBuilder {
  mutating func addBits() {
    // What bt and its like leave undefined is written, too; ZF alone is kept.
    let tested = ProcessorFlags.arithmetic.subtracting(.zero)
    row(.bt, "bt", 0x0FA3, .wide, .rm(.read), .reg(.read), sets: tested)
    row(.bts, "bts", 0x0FAB, .wide, .rm(.update), .reg(.read), sets: tested, is: .lockable)
    row(.btr, "btr", 0x0FB3, .wide, .rm(.update), .reg(.read), sets: tested, is: .lockable)
    row(.btc, "btc", 0x0FBB, .wide, .rm(.update), .reg(.read), sets: tested, is: .lockable)
    row(.btImmediate, "bt", 0x0FBA, .wide, .rm(.read), .immediate(.byte), digit: 4, sets: tested)
    row(.btsImmediate, "bts", 0x0FBA, .wide, .rm(.update), .immediate(.byte), digit: 5, sets: tested, is: .lockable)
    row(.btrImmediate, "btr", 0x0FBA, .wide, .rm(.update), .immediate(.byte), digit: 6, sets: tested, is: .lockable)
    row(.btcImmediate, "btc", 0x0FBA, .wide, .rm(.update), .immediate(.byte), digit: 7, sets: tested, is: .lockable)

    let all: ProcessorFlags = .arithmetic
    // Of zero, bsf and bsr leave the destination as it was.
    row(.bsf, "bsf", 0x0FBC, .wide, .reg(.update), .rm(.read), sets: all)
    row(.bsr, "bsr", 0x0FBD, .wide, .reg(.update), .rm(.read), sets: all)
    row(.tzcnt, "tzcnt", 0xF3_0FBC, .wide, .reg(.write), .rm(.read), sets: all, needs: .bmi1)
    row(.lzcnt, "lzcnt", 0xF3_0FBD, .wide, .reg(.write), .rm(.read), sets: all, needs: .lzcnt)
    row(.popcnt, "popcnt", 0xF3_0FB8, .wide, .reg(.write), .rm(.read), sets: all, needs: .popcnt)
    row(.crc32, "crc32", 0xF2_0F38F1, .all, .reg(.update, .whole), .rm(.read), needs: .sse42)

    row(.andn, "andn", 0x0F38F2, .whole, .reg(.write), .third(.read), .rm(.read), sets: all, needs: .bmi1, is: .vex)
    row(.bextr, "bextr", 0x0F38F7, .whole, .reg(.write), .rm(.read), .third(.read), sets: all, needs: .bmi1, is: .vex)
    row(.blsr, "blsr", 0x0F38F3, .whole, .third(.write), .rm(.read), digit: 1, sets: all, needs: .bmi1, is: .vex)
    row(.blsmsk, "blsmsk", 0x0F38F3, .whole, .third(.write), .rm(.read), digit: 2, sets: all, needs: .bmi1, is: .vex)
    row(.blsi, "blsi", 0x0F38F3, .whole, .third(.write), .rm(.read), digit: 3, sets: all, needs: .bmi1, is: .vex)
    row(.bzhi, "bzhi", 0x0F38F5, .whole, .reg(.write), .rm(.read), .third(.read), sets: all, needs: .bmi2, is: .vex)
    row(
      .mulx, "mulx", 0xF2_0F38F6, .whole, .reg(.write), .third(.write), .rm(.read), reads: [.rdx], needs: .bmi2,
      is: .vex)
    row(.pdep, "pdep", 0xF2_0F38F5, .whole, .reg(.write), .third(.read), .rm(.read), needs: .bmi2, is: .vex)
    row(.pext, "pext", 0xF3_0F38F5, .whole, .reg(.write), .third(.read), .rm(.read), needs: .bmi2, is: .vex)
    row(.rorx, "rorx", 0xF2_0F3AF0, .whole, .reg(.write), .rm(.read), .immediate(.byte), needs: .bmi2, is: .vex)
    row(.sarx, "sarx", 0xF3_0F38F7, .whole, .reg(.write), .rm(.read), .third(.read), needs: .bmi2, is: .vex)
    row(.shlx, "shlx", 0x66_0F38F7, .whole, .reg(.write), .rm(.read), .third(.read), needs: .bmi2, is: .vex)
    row(.shrx, "shrx", 0xF2_0F38F7, .whole, .reg(.write), .rm(.read), .third(.read), needs: .bmi2, is: .vex)
  }
}
