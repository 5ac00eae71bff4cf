// How C spells a type that the debug information describes: what a pointer points to, without reading it.

internal import CElfutils
internal import Glibc

/// Spells types. Types refer to each other freely and names may be long, so each spelling ends after a number of entries,
/// and sooner where a name is long.
struct TypeSpeller {
  /// How many entries may still be looked at.
  private var allowance = 64

  /// The longest name that is spelled out, in bytes.
  private static let longestName = 1 << 10

  /// The type as C spells it.
  mutating func spelling(of entry: DebugEntry) throws(EntryError) -> String {
    let spelled = try spell(entry, around: "")
    return spelled
  }

  /// The type that `entry` refers to, around a declarator: `spell(int, around: "(*)(void)")` is "int (*)(void)".
  private mutating func spellTarget(of entry: DebugEntry, around declarator: String) throws(EntryError) -> String {
    guard let target = try entry.reference(.type) else { return joined("void", declarator) }
    return try spell(target, around: declarator)
  }

  private mutating func spell(_ entry: DebugEntry, around declarator: String) throws(EntryError) -> String {
    guard allowance > 0 else { return joined("…", declarator) }
    allowance -= 1
    let tag = entry.tag
    switch tag {
    case .pointer, .reference, .rvalueReference:
      let mark = tag == .pointer ? "*" : tag == .reference ? "&" : "&&"
      let target = try entry.reference(.type)?.tag
      let isAround = target == .subroutine || target == .array
      return try spellTarget(of: entry, around: isAround ? "(\(mark)\(declarator))" : mark + declarator)
    case .subroutine:
      return try spellTarget(of: entry, around: "\(declarator)(\(try parameters(of: entry)))")
    case .array:
      return try spellTarget(of: entry, around: declarator + (try dimensions(of: entry)))
    case .structure, .classType: return joined(name(of: entry).map { "struct \($0)" } ?? "struct", declarator)
    case .union: return joined(name(of: entry).map { "union \($0)" } ?? "union", declarator)
    case .enumeration: return joined(name(of: entry).map { "enum \($0)" } ?? "enum", declarator)
    case .base:
      let base = BaseType(
        encoding: entry.unsigned(.encoding) ?? 0, size: entry.unsigned(.byteSize) ?? 0,
        name: name(of: entry) ?? "(unnamed)")
      return joined(base.spelling, declarator)
    case _ where tag.isQualifier && name(of: entry) == nil:
      let word = Self.qualifier(tag)
      // A qualifier of a pointer stands to the right of the star, one of anything else before the type.
      if try entry.reference(.type)?.tag == .pointer {
        return try spellTarget(of: entry, around: joined(word, declarator))
      }
      return try word.isEmpty
        ? spellTarget(of: entry, around: declarator) : "\(word) \(spellTarget(of: entry, around: declarator))"
    default:
      return joined(name(of: entry) ?? "(unnamed)", declarator)
    }
  }

  private mutating func parameters(of entry: DebugEntry) throws(EntryError) -> String {
    var spelled: [String] = []
    var children = entry.children
    while allowance > 0, let child = try children.next() {
      if child.tag == .formalParameter { spelled.append(try spellTarget(of: child, around: "")) }
      if child.tag == .unspecifiedParameters { spelled.append("...") }
    }
    return spelled.isEmpty ? "void" : spelled.joined(separator: ", ")
  }

  private mutating func dimensions(of entry: DebugEntry) throws(EntryError) -> String {
    var spelled = ""
    var children = entry.children
    while allowance > 0, let child = try children.next() {
      allowance -= 1
      guard child.tag == .subrange else { continue }
      let count = child.unsigned(.count) ?? child.unsigned(.upperBound).map { $0 &+ 1 }
      spelled += count.map { "[\($0)]" } ?? "[]"
    }
    return spelled.isEmpty ? "[]" : spelled
  }

  private static func qualifier(_ tag: Tag) -> String {
    switch tag {
    case .const: "const"
    case .volatile: "volatile"
    case .restrict: "restrict"
    case .atomic: "_Atomic"
    default: ""
    }
  }

  private func name(of entry: DebugEntry) -> String? {
    entry.withName { $0 }.flatMap { strnlen($0, Self.longestName) < Self.longestName ? String(cString: $0) : "…" }
  }

  private func joined(_ name: String, _ declarator: String) -> String {
    declarator.isEmpty || name.isEmpty ? name + declarator : "\(name) \(declarator)"
  }
}
