// How C++ passes a class by value, as far as debugging information tells: by reference where copying or destroying an
// object is more than copying its bytes.

internal import CElfutils
internal import Layout

/// Gathers what an entry and its children say about how the record is passed.
struct Passing {
  /// What is known so far.
  private(set) var result = ReadFacts.Passing.byTarget
  /// Whether the entry itself says it, as clang's do.
  private let isStated: Bool

  init(_ record: DebugEntry) {
    switch record.unsigned(.callingConvention).flatMap(Int.init(exactly:)) {
    case DW_CC_pass_by_reference:
      result = .byReference
      isStated = true
    case DW_CC_pass_by_value:
      isStated = true
    default:
      isStated = false
    }
  }

  /// Takes a child of the record into account.
  mutating func consider(_ child: DebugEntry, of record: DebugEntry) throws(EntryError) {
    guard !isStated, result != .byReference else { return }
    switch child.tag {
    case .inheritance:
      if (child.unsigned(.virtuality) ?? 0) != 0 { result = .byReference }
    case .subprogram:
      // A virtual function brings a pointer that a copy does not take over.
      if (child.unsigned(.virtuality) ?? 0) != 0 {
        result = .byReference
      } else if try Self.isSpecial(child, of: record) {
        // What the compiler made by itself is marked as artificial; it copies bytes if the members do.
        if child.flag(.artificial) || child.unsigned(.defaulted) == UInt64(DW_DEFAULTED_in_class) { return }
        // One that is deleted leaves the others to decide.
        result = child.flag(.deleted) ? .unknown : .byReference
      }
    default: break
    }
  }

  /// Whether a member function is the destructor, or constructs an object from another.
  private static func isSpecial(_ function: DebugEntry, of record: DebugEntry) throws(EntryError) -> Bool {
    guard let name = function.name, let full = record.name else { return false }
    let own = full.split(separator: "<", maxSplits: 1).first.map(String.init) ?? full
    if name.hasPrefix("~") { return true }
    guard name == own || name == full else { return false }
    var parameters: [DebugEntry] = []
    var children = function.children
    while parameters.count < 3, let child = try children.next() {
      if child.tag == .formalParameter { parameters.append(child) }
    }
    // The first parameter is the object itself. One that takes more may have defaults for them.
    guard parameters.count > 1, let type = try parameters[1].reference(.type),
      type.tag == .reference || type.tag == .rvalueReference, var target = try type.reference(.type)
    else { return false }
    for _ in 0..<8 where target.tag.isQualifier {
      guard let next = try target.reference(.type) else { return false }
      target = next
    }
    return target.identity == record.identity
  }
}
