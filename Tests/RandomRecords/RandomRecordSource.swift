// Declared types as C text, and the smallest record that still shows a fault.

public import Layout

/// Writes records as C source.
public struct CSource {
  /// The enumerations that random records use: how gcc stores each is known.
  public static let enumerations: [(tag: String, scalar: Scalar, definition: String)] = [
    ("e_plain", .unsignedInt, "enum e_plain { e_plain_0, e_plain_1 = 70000 };"),
    ("e_signed", .int, "enum e_signed { e_signed_0 = -1, e_signed_1 = 5 };"),
    ("e_wide", .unsignedLong, "enum e_wide { e_wide_0 = 0x100000000ul };"),
    ("e_byte", .unsignedChar, "enum __attribute__((packed)) e_byte { e_byte_0 = 200 };"),
    ("e_short", .short, "enum __attribute__((packed)) e_short { e_short_0 = -300 };"),
  ]

  /// What must stand before the first record.
  public static var preamble: String { enumerations.map(\.definition).joined(separator: "\n") + "\n" }

  /// Put before every tag and typedef, so that many records fit one file.
  let prefix: String
  private var definitions: [String] = []
  private var defined: Set<String> = []

  /// The C text of a record with everything that it needs beside the preamble.
  public static func text(of record: RecordDeclaration) -> String {
    var source = CSource(prefix: record.tag ?? "")
    source.define(record)
    return source.definitions.joined(separator: "\n") + "\n"
  }

  private init(prefix: String) { self.prefix = prefix }

  private func name(of tag: String) -> String { tag == prefix ? tag : "\(prefix)_\(tag)" }

  private mutating func define(_ record: RecordDeclaration) {
    guard defined.insert(record.tag ?? "").inserted else { return }
    define(body(of: record) + ";", limit: record.greatestMemberAlignment)
  }

  /// Adds a definition to which a limit applies, as to each record without a tag that stands in it.
  private mutating func define(_ text: String, limit: UInt64?) {
    definitions.append(limit.map { "#pragma pack(push, \($0))\n\(text)\n#pragma pack(pop)" } ?? text)
  }

  private mutating func body(of record: RecordDeclaration) -> String {
    let members = record.members.map { "  " + member($0) + "\n" }.joined()
    let tag = record.tag.map { " " + name(of: $0) } ?? ""
    return "\(record.kind.rawValue)\(tag) {\n\(members)}\(attributes(record.isPacked, record.alignment))"
  }

  private mutating func member(_ member: MemberDeclaration) -> String {
    let width = member.bitWidth.map { " : \($0)" } ?? ""
    return declaration(of: member.type, named: member.name ?? "") + width
      + attributes(member.isPacked, member.alignment) + ";"
  }

  private func attributes(_ isPacked: Bool, _ alignment: UInt64?) -> String {
    let words = (isPacked ? ["packed"] : []) + (alignment.map { ["aligned(\($0))"] } ?? [])
    return words.isEmpty ? "" : " __attribute__((\(words.joined(separator: ", "))))"
  }

  private mutating func declaration(of type: CType, named declarator: String) -> String {
    switch type {
    case .scalar(let scalar): return "\(scalar.spelling) \(declarator)"
    case .complex(let part): return "_Complex \(part.spelling) \(declarator)"
    case .pointer(let spelling), .incomplete(let spelling): return "\(spelling)\(declarator)"
    case .enumeration(let tag, _): return "enum \(tag ?? "") \(declarator)"
    case .vector(let element, let count):
      let name = "v_\(element)_\(count)"
      if defined.insert(name).inserted {
        definitions.append(
          "typedef \(element.spelling) \(prefix)_\(name) __attribute__((vector_size(\(element.size * count))));")
      }
      return "\(prefix)_\(name) \(declarator)"
    case .array(let element, let count):
      return declaration(of: element, named: "\(declarator)[\(count.map(String.init) ?? "")]")
    case .record(let record):
      guard let tag = record.tag else { return "\(body(of: record)) \(declarator)" }
      define(record)
      return "\(record.kind.rawValue) \(name(of: tag)) \(declarator)"
    case .alias(let alias, let target, let alignment):
      if defined.insert(alias).inserted {
        let text = declaration(of: target, named: "\(prefix)_\(alias)")
        define("typedef \(text)\(attributes(false, alignment));", limit: target.limitInside)
      }
      return "\(prefix)_\(alias) \(declarator)"
    }
  }
}

extension CType {
  /// The limit that holds in the record without a tag whose text is part of the type's.
  fileprivate var limitInside: UInt64? {
    switch self {
    case .record(let record) where record.tag == nil: record.greatestMemberAlignment
    case .array(let element, _): element.limitInside
    default: nil
    }
  }

  /// The type without the limit that holds in its text.
  fileprivate var withoutLimit: CType {
    switch self {
    case .record(let record) where record.tag == nil: .record(record.withoutLimit)
    case .array(let element, let count): .array(element: element.withoutLimit, count: count)
    case .alias(let name, let target, let alignment):
      .alias(name: name, of: target.withoutLimit, alignment: alignment)
    default: self
    }
  }
}

extension RecordDeclaration {
  /// The record without its limit, which the records without a tag in it share.
  fileprivate var withoutLimit: RecordDeclaration {
    let members = members.map { member in
      var member = member
      member.type = member.type.withoutLimit
      return member
    }
    return RecordDeclaration(kind, tag: tag, members: members, isPacked: isPacked, alignment: alignment)
  }
}

/// Makes a record smaller step by step while a fault still shows.
public func shrunk(
  _ record: RecordDeclaration, limit: Int = 200, while isFaulty: (RecordDeclaration) -> Bool
) -> RecordDeclaration {
  var smallest = record
  var attempts = 0
  var isProgressing = true
  while isProgressing {
    isProgressing = false
    for candidate in simpler(smallest) where attempts < limit {
      attempts += 1
      if isFaulty(candidate) {
        smallest = candidate
        isProgressing = true
        break
      }
    }
  }
  return smallest
}

/// Records with one thing less, those that lose most first.
private func simpler(_ record: RecordDeclaration) -> [RecordDeclaration] {
  func with(
    members: [MemberDeclaration]? = nil, isPacked: Bool? = nil, alignment: UInt64?? = nil
  ) -> RecordDeclaration {
    RecordDeclaration(
      record.kind, tag: record.tag, members: members ?? record.members, isPacked: isPacked ?? record.isPacked,
      alignment: alignment ?? record.alignment, greatestMemberAlignment: record.greatestMemberAlignment)
  }
  var results: [RecordDeclaration] = []
  for index in record.members.indices {
    var members = record.members
    members.remove(at: index)
    results.append(with(members: members))
  }
  if record.tag != nil, record.greatestMemberAlignment != nil { results.append(record.withoutLimit) }
  if record.isPacked { results.append(with(isPacked: false)) }
  if record.alignment != nil { results.append(with(alignment: .some(nil))) }
  for (index, member) in record.members.enumerated() {
    func replacing(_ change: (inout MemberDeclaration) -> Void) {
      var members = record.members
      change(&members[index])
      results.append(with(members: members))
    }
    if member.isPacked { replacing { $0.isPacked = false } }
    if member.alignment != nil { replacing { $0.alignment = nil } }
    for type in simpler(member.type) { replacing { $0.type = type } }
  }
  return results
}

private func simpler(_ type: CType) -> [CType] {
  switch type {
  case .array(let element, let count):
    [element] + simpler(element).map { .array(element: $0, count: count) }
      + ((count ?? 0) > 1 ? [.array(element: element, count: 1)] : [])
  case .record(let record): simpler(record).map { .record($0) }
  case .alias(let name, let target, let alignment):
    [target] + simpler(target).map { .alias(name: name, of: $0, alignment: alignment) }
  case .scalar, .complex, .pointer, .enumeration, .vector, .incomplete: []
  }
}
