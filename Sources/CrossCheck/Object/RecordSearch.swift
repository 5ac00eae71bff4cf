// Finding records by name. The file may hold tens of thousands, so names are compared where they stand, and nothing but
// the record that is wanted is read.

internal import CElfutils
internal import Glibc
internal import Layout

/// Steps through the units of the debug information.
struct Units {
  private var debugInformation: OpaquePointer
  private var current: OpaquePointer?
  /// The name of a file that holds a unit's debug information and was not found.
  private(set) var missingFile: String?
  /// Whether the units are those that several files share.
  private var isShared = false

  init(of debugInformation: OpaquePointer) { self.debugInformation = debugInformation }

  /// The next unit's own entry, or nil after the last.
  mutating func next() throws(EntryError) -> DebugEntry? {
    while true {
      var following: OpaquePointer?
      var version: Dwarf_Half = 0
      var type: UInt8 = 0
      var unit = Dwarf_Die()
      var splitUnit = Dwarf_Die()
      let status = dwarf_get_units(debugInformation, current, &following, &version, &type, &unit, &splitUnit)
      guard status == 0 else {
        if status < 0 { throw .corrupt(lastLibdwError()) }
        guard try stepIntoShared() else { return nil }
        continue
      }
      current = following
      guard Int(type) == DW_UT_skeleton else { return DebugEntry(unit) }
      let name = DebugEntry(unit).string(.dwoName) ?? DebugEntry(unit).string(.gnuDwoName) ?? "a .dwo file"
      // Clang refers to its precompiled modules in the same way, but they hold no such unit.
      if splitUnit.addr != nil, !name.hasSuffix(".pcm") { return DebugEntry(splitUnit) }
      missingFile = name
    }
  }
}

extension Units {
  /// Goes on with the units that several files share, as dwz leaves them in a file beside them; false where there are none.
  private mutating func stepIntoShared() throws(EntryError) -> Bool {
    guard !isShared else { return false }
    isShared = true
    if let shared = dwarf_getalt(debugInformation) {
      debugInformation = shared
      current = nil
      return true
    }
    var name: UnsafePointer<CChar>?
    var identifier: UnsafeRawPointer?
    if dwelf_dwarf_gnu_debugaltlink(debugInformation, &name, &identifier) > 0, let name {
      missingFile = "'\(String(cString: name))', which dwz moved types to,"
    }
    return false
  }
}

/// A record's name as a user writes it.
struct WantedName {
  /// "struct" or "union", where the name says so.
  let kind: RecordKind?
  /// The scopes that are named, joined as C++ joins them, or nil.
  let scope: String?
  /// The name itself, ending in zero.
  let name: [CChar]

  init(_ text: String) {
    var rest = text[...]
    var kind: RecordKind?
    for candidate in [RecordKind.structure, .union] where rest.hasPrefix(candidate.rawValue + " ") {
      kind = candidate
      rest = rest.dropFirst(candidate.rawValue.utf8.count + 1)
    }
    self.kind = kind
    let parts = Self.split(rest)
    scope = parts.scope.map(String.init)
    name = Array(parts.name.utf8CString)
  }

  /// Splits at the last "::" that stands outside of angle brackets.
  private static func split(_ text: Substring) -> (scope: Substring?, name: String) {
    let bytes = Array(text.utf8)
    var depth = 0
    for index in bytes.indices.reversed() where index > 0 {
      switch bytes[index] {
      case UInt8(ascii: ">"): depth += 1
      case UInt8(ascii: "<"): depth -= 1
      case UInt8(ascii: ":") where depth == 0 && bytes[index - 1] == UInt8(ascii: ":"):
        return (
          Substring(decoding: bytes[..<(index - 1)], as: UTF8.self),
          String(decoding: bytes[(index + 1)...], as: UTF8.self)
        )
      default: break
      }
    }
    return (nil, String(text))
  }

  /// Whether an entry of this tag can be what is wanted.
  @inline(__always)
  func allows(_ tag: Tag) -> Bool {
    switch tag {
    case .structure, .classType: kind != .union
    case .union: kind != .structure
    case .typedef, .enumeration, .base: kind == nil
    default: false
    }
  }

  /// Whether `scopes`, joined, are or end in the scope that is wanted.
  func allows(scopes: [String]) -> Bool {
    guard let scope else { return true }
    let joined = scopes.joined(separator: "::")
    return joined == scope || joined.hasSuffix("::" + scope)
  }
}

/// A search for the records of one name.
struct RecordSearch {
  private let wanted: WantedName
  /// Whether a declaration without definition bore the name.
  private(set) var sawDeclaration = false
  /// Whether a type that is no record bore the name.
  private(set) var sawOtherType = false

  init(_ wanted: WantedName) { self.wanted = wanted }

  /// The entries in `unit` that define a record of that name or name one by a typedef.
  mutating func search(_ unit: DebugEntry) throws(EntryError) -> [DebugEntry] {
    var found: [DebugEntry] = []
    var walk = ScopeWalk(unit, extent: .everything)
    while let entry = try walk.next() {
      let tag = entry.tag
      guard wanted.allows(tag) else { continue }
      let isNamed = wanted.name.withUnsafeBufferPointer { name in
        guard let wantedName = name.baseAddress else { return false }
        return entry.withName { strcmp($0, wantedName) == 0 } ?? false
      }
      guard isNamed, wanted.allows(scopes: walk.scopes) else { continue }
      if tag.isRecord {
        if !entry.flag(.declaration) { found.append(entry) } else { sawDeclaration = true }
      } else if tag == .typedef, let record = try recordBehind(entry) {
        if !record.flag(.declaration) { found.append(entry) } else { sawDeclaration = true }
      } else {
        sawOtherType = true
      }
    }
    return found
  }
}

/// The record that a typedef names, through other typedefs and qualifiers; nil where it names something else.
func recordBehind(_ typedef: DebugEntry) throws(EntryError) -> DebugEntry? {
  var entry = typedef
  for _ in 0..<LayoutEngine.greatestDepth {
    if entry.tag.isRecord { return entry }
    guard entry.tag == .typedef || entry.tag.isQualifier, let target = try entry.reference(.type) else { return nil }
    entry = target
  }
  throw .corrupt("the typedef at \(hexadecimal(typedef.offset)) leads nowhere")
}

/// Steps through the types of a unit.
struct ScopeWalk {
  /// What a walk looks into.
  enum Extent {
    /// Units, and the namespaces and modules in them.
    case units
    /// Records too.
    case records
    /// Functions too, and whatever else has something in it.
    case everything
  }

  private var open: [DebugEntry.Children]
  private(set) var scopes: [String] = []
  private var entered: DebugEntry?
  private let extent: Extent
  /// Whether records have nothing but members in them: in C, one that is declared inside another stands beside it.
  private let isOfC: Bool

  init(_ unit: DebugEntry, extent: Extent) {
    open = [unit.children]
    self.extent = extent
    isOfC = unit.isOfC
  }

  /// The next entry, or nil after the last.
  @inline(__always)
  mutating func next() throws(EntryError) -> DebugEntry? {
    if let scope = entered {
      guard open.count < LayoutEngine.greatestDepth else {
        throw .corrupt("entries are nested more than \(LayoutEngine.greatestDepth) deep")
      }
      open.append(scope.children)
      scopes.append(scope.name ?? "")
      entered = nil
    }
    while let last = open.indices.last {
      if let entry = try open[last].next() {
        if enters(entry) { entered = entry }
        return entry
      }
      open.removeLast()
      if !scopes.isEmpty { scopes.removeLast() }
    }
    return nil
  }

  @inline(__always)
  private func enters(_ entry: DebugEntry) -> Bool {
    let tag = entry.tag
    if tag == .namespace || tag == .module { return true }
    return switch extent {
    case .units: false
    case .records: !isOfC && tag.isRecord && entry.hasChildren
    case .everything:
      switch tag {
      // What is inlined has its types where it was defined.
      case .base, .pointer, .typedef, .member, .enumeration, .array, .subroutine, .formalParameter, .inlinedSubroutine:
        false
      case _ where tag.isQualifier: false
      case _ where tag.isRecord: !isOfC && entry.hasChildren
      default: entry.hasChildren
      }
    }
  }

  /// A name with the scopes that it stands in.
  func qualified(_ name: String) -> String { (scopes.filter { !$0.isEmpty } + [name]).joined(separator: "::") }
}

/// What an enumeration's values are stored as.
struct EnumerationType {
  private let width: UInt64
  private let isSigned: Bool

  init(_ enumeration: DebugEntry) throws(EntryError) {
    var stored = enumeration
    for _ in 0..<LayoutEngine.greatestDepth where stored.tag != .base {
      guard let target = try stored.reference(.type) else { break }
      stored = target
    }
    width = 8 * min(enumeration.unsigned(.byteSize) ?? stored.unsigned(.byteSize) ?? 8, 8)
    let encoding = Int(truncatingIfNeeded: stored.unsigned(.encoding) ?? enumeration.unsigned(.encoding) ?? 0)
    isSigned = encoding == DW_ATE_signed || encoding == DW_ATE_signed_char
  }

  /// The value that an enumerator's bits stand for: some compilers write large unsigned values as negative ones.
  func value(of bits: UInt64) -> Int128 {
    guard width > 0, width < 64 else { return isSigned ? Int128(Int64(bitPattern: bits)) : Int128(bits) }
    let cut = bits & (1 << width - 1)
    let isNegative = isSigned && cut >> (width - 1) != 0
    return isNegative ? Int128(cut) - (1 << Int128(width)) : Int128(cut)
  }
}
