// The kinds of findings, each declared once: its code, which is stable, what it means, and what to do about it.

/// A kind of finding. The raw value is the code that `--json` prints, which never changes its meaning.
public enum FindingCode: String, Sendable, Hashable, CaseIterable {
  /// The record has another size.
  case badStructSize = "bad-struct-size"
  /// The record has another alignment.
  case badAlignment = "bad-alignment"
  /// A field lies elsewhere.
  case badFieldOffset = "bad-field-offset"
  /// A field has another size.
  case badFieldSize = "bad-field-size"
  /// A field holds another kind of value.
  case badFieldType = "bad-field-type"
  /// A bit-field has other bits, or is none.
  case badBitfield = "bad-bitfield"
  /// A field is not there.
  case missingField = "missing-field"
  /// A field is there that should not be.
  case extraField = "extra-field"
  /// A record is not there.
  case missingRecord = "missing-record"
  /// A record is there that nothing confirms.
  case extraRecord = "extra-record"
  /// A constant has another value.
  case badConstant = "bad-constant"
  /// A constant is not there.
  case missingConstant = "missing-constant"
  /// A constant is there that nothing confirms.
  case extraConstant = "extra-constant"
  /// A system call has another number.
  case badSyscallNumber = "bad-syscall-number"
  /// A system call is not there.
  case missingSyscall = "missing-syscall"
  /// A system call is there that nothing confirms.
  case extraSyscall = "extra-syscall"

  /// What the finding means, in a sentence.
  public var explanation: String {
    switch self {
    case .badStructSize: "the record's size differs"
    case .badAlignment: "the record's alignment differs"
    case .badFieldOffset: "the field lies at another offset"
    case .badFieldSize: "the field has another size"
    case .badFieldType: "the field has the right size but holds another kind of value"
    case .badBitfield: "the bit-field lies in other bits, or only one side has it as a bit-field"
    case .missingField: "the field is missing"
    case .extraField: "there is a field that the truth does not have"
    case .missingRecord: "the record is missing"
    case .extraRecord: "nothing confirms the record"
    case .badConstant: "the constant's value differs"
    case .missingConstant: "the constant is missing"
    case .extraConstant: "nothing confirms the constant"
    case .badSyscallNumber: "the system call's number differs"
    case .missingSyscall: "the system call is missing"
    case .extraSyscall: "nothing confirms the system call"
    }
  }

  /// What to do: `theirs` is what it should be, where that is a value.
  func fix(theirs: String?) -> String {
    let value = theirs.map { ": \($0)" } ?? ""
    return switch self {
    case .badStructSize: "declare the fields up to the end and the attributes that the header has\(value)"
    case .badAlignment: "declare the record packed or aligned as the header does\(value)"
    case .badFieldOffset: "correct the fields and the padding before it\(value)"
    case .badFieldSize: "declare it with the header's type\(value)"
    case .badFieldType: "declare it with the header's type\(value)"
    case .badBitfield: "declare the header's width and type, and those of the bit-fields before it\(value)"
    case .missingField: "declare the field\(value)"
    case .extraField: "remove the field, or limit it to the targets that have it"
    case .missingRecord: "declare the record, or limit the check to those that there are"
    case .extraRecord: "name it in a fixture, or limit it to the targets that have it"
    case .badConstant: "correct the value\(value)"
    case .missingConstant: "declare the constant\(value)"
    case .extraConstant: "name it in a fixture, or limit it to the targets that have it"
    case .badSyscallNumber: "correct the number\(value)"
    case .missingSyscall: "declare the system call\(value)"
    case .extraSyscall: "remove it from the targets that lack it"
    }
  }
}
