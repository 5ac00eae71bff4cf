// The recorded ground truth that the command carries with it: abi-fixtures/recorded/, embedded.

internal import CRecordedFacts
public import Layout

extension FactSheet {
  /// The recorded facts about `target` as text; empty where none are recorded.
  public static func recordedText(on target: Target) -> [UInt8] {
    let facts =
      switch target {
      case .x86_64: weft_recorded_x86_64
      case .aarch64: weft_recorded_aarch64
      case .riscv64: weft_recorded_riscv64
      }
    return Array(UnsafeBufferPointer(start: facts.bytes, count: facts.size))
  }

  /// The recorded facts about `target`, or nil where none are recorded.
  public init?(recordedOn target: Target) throws(FactsError) {
    let text = Self.recordedText(on: target)
    guard !text.isEmpty else { return nil }
    try self.init(text: text)
  }
}
