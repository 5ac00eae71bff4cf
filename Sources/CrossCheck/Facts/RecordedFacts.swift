// The recorded ground truth that the command carries with it: abi-fixtures/recorded/, embedded.

internal import CRecordedFacts
public import Layout

extension FactSheet {
  /// The recorded facts about `target` as text.
  public static func recordedText(on target: Target) -> [UInt8] {
    let facts =
      switch target {
      case .x86_64: weft_recorded_x86_64
      case .aarch64: weft_recorded_aarch64
      case .riscv64: weft_recorded_riscv64
      }
    return Array(UnsafeBufferPointer(start: facts.bytes, count: facts.size))
  }

  /// The recorded facts about `target`.
  public init(recordedOn target: Target) throws(FactsError) { try self.init(text: Self.recordedText(on: target)) }
}
