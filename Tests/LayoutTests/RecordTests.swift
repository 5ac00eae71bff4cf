// A record's value: fields at their offsets, bytes in memory order, padding zero.

import Layout
import Testing

/// Bit-fields, nesting, arrays and a field that only some targets have.
private struct SampleSchema: RecordSchema {
  static let identity = RecordIdentity(.kernel, "sample")
  let first = Field<UInt8>()
  let low = Field<UInt32>(bits: 3)
  let negative = Field<Int32>(bits: 5)
  let only = Field<UInt16>(on: .x86_64)
  let inner = Field<Record<InnerSchema>>.anonymous
  let many = Field<Elements<3, UInt16>>()
  let address = Field<Address>()
}

private struct InnerSchema: RecordSchema {
  static let identity = RecordIdentity.nested(.union)
  let whole = Field<UInt64>()
  let half = Field<UInt32>()
}

@Suite struct RecordTests {
  @Test func fieldsAreWrittenAtTheirOffsets() {
    var record = Record<SampleSchema>(on: .x86_64)
    record.first = 0xaa
    record.low = 5
    record.negative = -3
    record.only = 0x1122
    record.inner.half = 0x33445566
    record.many = Elements([1, 2, 3])
    record.many[1] = 0xffff
    record.address = 0x7fff_0000_1234
    #expect(
      record.bytes == [
        0xaa, 0xed, 0x22, 0x11, 0, 0, 0, 0, 0x66, 0x55, 0x44, 0x33, 0, 0, 0, 0, 1, 0, 0xff, 0xff, 3, 0, 0, 0, 0x34,
        0x12,
        0, 0, 0xff, 0x7f, 0, 0,
      ])
    #expect(record.low == 5 && record.negative == -3 && record.only == 0x1122 && record.inner.whole == 0x33445566)
    #expect(record.many.values == [1, 0xffff, 3])
  }

  @Test func anAbsentFieldTakesNoRoom() {
    #expect(Record<SampleSchema>(on: .aarch64).has(\.only) == false)
    #expect(Record<SampleSchema>.offset(of: \.many, on: .aarch64) == 16)
    #expect(Record<SampleSchema>.offset(of: \.only, on: .riscv64) == nil)
    #expect(Record<SampleSchema>.offset(of: \.only, on: .x86_64) == 2)
  }

  @Test func aRecordOfAnotherTargetHasNoOffsets() {
    #expect(Kernel.RtSigframeX86_64.offset(of: \.uc, on: .x86_64) == 8)
    #expect(Kernel.RtSigframeX86_64.offset(of: \.uc, on: .aarch64) == nil)
    #expect(throws: RecordError.absent(record: "rt_sigframe", target: .aarch64)) {
      try Kernel.RtSigframeX86_64(decoding: [UInt8](repeating: 0, count: 440), on: .aarch64)
    }
  }

  @Test func decodingDropsPadding() throws {
    let poisoned = [UInt8](repeating: 0xff, count: 32)
    let record = try Record<SampleSchema>(decoding: poisoned, on: .aarch64)
    #expect(
      record.bytes == [0xff, 0xff, 0, 0, 0, 0, 0, 0] + [UInt8](repeating: 0xff, count: 14) + [0, 0]
        + [UInt8](repeating: 0xff, count: 8))
    #expect(throws: RecordError.tooShort(record: "sample", size: 32, given: 31)) {
      try Record<SampleSchema>(decoding: poisoned.dropLast(), on: .aarch64)
    }
  }

  @Test func epollEventIsPackedOnOneTarget() {
    #expect(Kernel.EpollEvent(on: .x86_64).bytes.count == 12)
    #expect(Kernel.EpollEvent(on: .aarch64).bytes.count == 16)
  }
}
