// What can be wrong with a file that is inspected.

/// Why a file cannot be inspected.
public enum InspectionError: Error, Sendable, Hashable {
  /// The file cannot be opened or read.
  case cannotOpen(reason: String)
  /// The file is not ELF.
  case notAnObject(reason: String)
  /// The file contradicts itself, or ends too early: the offset is that of the byte, header or entry that is wrong.
  case malformed(offset: UInt64, fault: String)
}

extension InspectionError: CustomStringConvertible {
  /// The error as a sentence for people, without the file's name.
  public var description: String {
    switch self {
    case .cannotOpen(let reason): "cannot be opened: \(reason)"
    case .notAnObject(let reason): "is not an ELF object or executable: \(reason)"
    case .malformed(let offset, let fault): "is malformed at byte \(offset) (0x\(String(offset, radix: 16))): \(fault)"
    }
  }
}
