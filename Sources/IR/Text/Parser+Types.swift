// Parsing types, signatures and paths to members.

extension Parser {
  /// How deeply handles may be nested: a task whose result is a task, and so on.
  private static let greatestHandleNesting = 8

  /// What a parameter or result can be.
  static let resultKinds: TypeKinds = [.values, .init(.record)]

  /// Reads a type of one of the kinds; what they are is said in `wanted`.
  @inline(__always)
  mutating func expectType(_ kinds: TypeKinds, _ wanted: @autoclosure () -> String) throws(Fault) -> Type {
    scan.skipBlanks()
    let offset = scan.offset
    let before = scan.at
    if let name = scan.name(into: &module.names) {
      if let type = Keyword(name)?.scalarType {
        if kinds.contains(TypeKind(rawValue: UInt8(truncatingIfNeeded: type.rawValue)) ?? .none) { return type }
        throw wrongType(type, at: offset, wanted())
      }
      scan.at = before
    }
    guard scan.isInName[Int(scan.byte)] != 0 || scan.byte == UInt8(ascii: "[") else {
      throw unexpected(wanted())
    }
    let type = try expectCompoundType(nesting: 0)
    guard kinds.contains(module.types.kind(of: type)) else { throw wrongType(type, at: offset, wanted()) }
    return type
  }

  @inline(never)
  private mutating func wrongType(_ type: Type, at offset: UInt32, _ wanted: String) -> Fault {
    fault("\(module.spelling(of: type)) cannot stand here", at: offset, expected: wanted)
  }

  @inline(never)
  private mutating func expectCompoundType(nesting: Int) throws(Fault) -> Type {
    let start = scan.offset
    var counts: [UInt64] = []
    while scan.byte == UInt8(ascii: "[") {
      scan.at += 1
      scan.skipBlanks()
      guard counts.count < TypeTable.greatestNesting else {
        throw fault("arrays are nested more than \(TypeTable.greatestNesting) deep", at: start)
      }
      counts.append(try expectCount("the number of elements"))
      try expect(.x, "'x' and the type of the elements, as in '[4 x i32]'")
      scan.skipBlanks()
    }
    var type = try expectElementType(nesting: nesting)
    // An array keeps its size, and so asks for that of its elements now.
    if !counts.isEmpty, let record = module.types.recordData(type), record.form == .undeclared {
      throw undeclaredYet(type, at: start)
    }
    for count in counts.reversed() {
      try expect(UInt8(ascii: "]"), "']'")
      guard let array = module.types.array(of: type, count: count) else {
        throw fault(
          "the array is too large", at: start, expected: "at most \(TypeTable.greatestSize) bytes of what has a size")
      }
      type = array
    }
    return type
  }

  private mutating func expectElementType(nesting: Int) throws(Fault) -> Type {
    let start = scan.offset
    let before = scan.at
    guard let name = scan.name(into: &module.names) else { throw unexpected("a type") }
    if let keyword = Keyword(name) {
      if let scalar = keyword.scalarType { return scalar }
      if keyword == .task || keyword == .thread {
        guard nesting < Self.greatestHandleNesting else {
          throw fault("handles are nested more than \(Self.greatestHandleNesting) deep", at: start)
        }
        let results = try expectHandleResults(nesting: nesting)
        return keyword == .task ? module.types.task(results) : module.types.thread(results)
      }
    }
    guard before.pointee == UInt8(ascii: "$") else {
      let text = module.names.string(name)
      throw fault(
        "'\(text)' is no type", at: start,
        expected: "one of bool i8 i16 i32 i64 f32 f64 ptr task(…) thread(…) [N x type] $record")
    }
    if name.index < recordOfName.count, recordOfName[name.index] > 0 {
      return Type(rawValue: recordOfName[name.index] - 1)
    }
    let type = namedRecord(recordName(name), at: start)
    // At the top, it may still come; in a body, all that is declared is known.
    if areHeadsRead {
      guard module.types.records[module.types.recordIndex(type)].form != .undeclared else {
        throw undeclaredRecord(type, at: start)
      }
      Self.note(type.rawValue, of: name, in: &recordOfName)
    }
    return type
  }

  /// Notes the number that a name stands for.
  private static func note(_ number: UInt32, of name: Name, in numbers: inout [UInt32]) {
    if name.index >= numbers.count {
      numbers.append(contentsOf: repeatElement(0, count: max(name.index + 1, 2 * numbers.count) - numbers.count))
    }
    numbers[name.index] = number + 1
  }

  /// The record of that name, named here for the first time or again.
  mutating func namedRecord(_ name: Name, at offset: UInt32) -> Type {
    let count = module.types.records.count
    let type = module.types.record(named: name)
    if module.types.records.count > count { module.types.records[count].source = place(offset) }
    return type
  }

  /// The name of a record without its `$`.
  mutating func recordName(_ name: Name) -> Name {
    let bytes = Array(module.names[name].dropFirst())
    return bytes.withUnsafeBufferPointer { module.names.intern($0) }
  }

  private mutating func expectHandleResults(nesting: Int) throws(Fault) -> [Type] {
    try expect(UInt8(ascii: "("), "'(' and the types of the results")
    var results: [Type] = []
    while try hasNext(behind: results.count) {
      let offset = scan.offset
      let type = try expectCompoundType(nesting: nesting + 1)
      guard Self.resultKinds.contains(module.types.kind(of: type)) else {
        throw wrongType(type, at: offset, "the type of a value, or a record")
      }
      results.append(type)
    }
    return results
  }

  /// Reads the type of a parameter or result, with what is said of its upper bits.
  mutating func expectParameter() throws(Fault) -> Parameter {
    var parameter = Parameter(
      try expectType(Self.resultKinds, "the type of a value, or a record"))
    let before = scan.at
    switch keyword() {
    case .sext: parameter.extension = .sign
    case .zext: parameter.extension = .zero
    case .env:
      parameter.extension = .environment
      guard parameter.type == .i64 || parameter.type == .ptr else {
        throw fault("an environment is an 'i64' or a 'ptr'", expected: "one of them before 'env'")
      }
      return parameter
    default:
      scan.at = before
      return parameter
    }
    guard parameter.type.isInteger || parameter.type == .bool else {
      throw fault(
        "only integers are extended", expected: "no 'sext' or 'zext' behind \(module.spelling(of: parameter.type))")
    }
    return parameter
  }

  /// Reads the parameters of a signature behind `(`: types, and names where `named` has room for them.
  mutating func expectParameters(
    areNamed: Bool?
  ) throws(Fault) -> (parameters: [Parameter], isVariadic: Bool) {
    var parameters: [Parameter] = []
    var isVariadic = false
    while try hasNext(behind: parameters.count) {
      if scan.byte == UInt8(ascii: "."), (scan.at + 1).pointee == UInt8(ascii: "."),
        (scan.at + 2).pointee == UInt8(ascii: ".")
      {
        scan.at += 3
        isVariadic = true
        scan.skipInside()
        guard scan.skip(UInt8(ascii: ")")) else { throw unexpected("')': '...' comes last") }
        break
      }
      if areNamed == true || areNamed == nil && scan.byte == UInt8(ascii: "%") {
        let offset = scan.offset
        guard scan.skip(UInt8(ascii: "%")) else { throw unexpected("a parameter, as in '%x: i64'") }
        let name = try expectName("a parameter's name")
        try expect(UInt8(ascii: ":"), "':' and the parameter's type")
        if areNamed == true { self.parameters.append(NamedParameter(name: name, offset: offset)) }
      }
      parameters.append(try expectParameter())
    }
    return (parameters, isVariadic)
  }

  /// Reads `-> type` or `-> (types)` if it is there.
  mutating func expectResults() throws(Fault) -> [Parameter] {
    scan.skipBlanks()
    guard scan.byte == UInt8(ascii: "-"), (scan.at + 1).pointee == UInt8(ascii: ">") else { return [] }
    scan.at += 2
    scan.skipBlanks()
    guard scan.skip(UInt8(ascii: "(")) else { return [try expectParameter()] }
    var results: [Parameter] = []
    while try hasNext(behind: results.count) {
      guard results.count < 255 else { throw fault("there are more than 255 results") }
      results.append(try expectParameter())
    }
    return results
  }

  /// Reads `$record.member.member`.
  mutating func expectFieldPath() throws(Fault) -> FieldPath {
    scan.skipBlanks()
    let start = scan.offset
    guard scan.byte == UInt8(ascii: "$"), let name = scan.name(into: &module.names) else {
      throw unexpected("a record and a member, as in '$point.x'")
    }
    // In bodies, a path is what it was before: all records are declared.
    if name.index < pathOfName.count, pathOfName[name.index] > 0 {
      return FieldPath(rawValue: pathOfName[name.index] - 1)
    }
    let parts = module.names[name].dropFirst().split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .map { Array($0) }
    let recordName = parts[0].withUnsafeBufferPointer { module.names.intern($0) }
    let record = namedRecord(recordName, at: start)
    var type = record
    var members: [Int] = []
    for part in parts.dropFirst() {
      let member = part.withUnsafeBufferPointer { module.names.intern($0) }
      guard let data = module.types.recordData(type) else {
        throw fault("\(module.spelling(of: type)) has no members", at: start)
      }
      guard data.form != .undeclared else { throw undeclaredRecord(type, at: start) }
      guard let index = data.member(named: member) else {
        let module = self.module
        let near = suggestion(
          for: module.names.string(member), among: data.members.lazy.map { module.names.string($0.name) })
        throw fault(
          "\(module.spelling(of: type)) has no member '\(module.names.string(member))'", at: start,
          help: near.map { ["did you mean '\($0)'?"] } ?? [])
      }
      members.append(index)
      type = data.members[index].type
    }
    guard !members.isEmpty, let path = module.types.path(from: record, members: members) else {
      throw fault("a member's name is missing", at: start, expected: "a record and a member, as in '$point.x'")
    }
    if areHeadsRead { Self.note(path.rawValue, of: name, in: &pathOfName) }
    return path
  }

  /// A record that its first use in another declaration must follow.
  mutating func undeclaredYet(
    _ type: Type, at offset: UInt32,
    help: String = "a record is declared before the records that hold it; a pointer to it is 'ptr'"
  ) -> Fault {
    // If it never comes, `checkRecords` says so instead.
    module.types.records[module.types.recordIndex(type)].isReported = true
    early.append((type, diagnostics.count))
    return fault("\(module.spelling(of: type)) is not declared yet", at: offset, help: [help])
  }

  mutating func undeclaredRecord(_ type: Type, at offset: UInt32) -> Fault {
    module.types.records[module.types.recordIndex(type)].isReported = true
    return fault(
      "the record \(module.spelling(of: type)) is not declared", at: offset,
      help: nearRecord(type).map { ["did you mean '\($0)'?"] } ?? [])
  }

  /// The declared record whose name is nearly that of another.
  private mutating func nearRecord(_ type: Type) -> String? {
    let module = self.module
    return suggestion(
      for: module.spelling(of: type),
      among: module.types.records.lazy.filter { $0.form != .undeclared }.map { "$" + module.names.string($0.name) })
  }

  /// Notes the records that were named and never declared.
  mutating func checkRecords() {
    for (type, number) in early where diagnostics.indices.contains(number) {
      guard module.types.recordData(type)?.form == .undeclared else { continue }
      let module = self.module
      diagnostics[number].message = "the record \(module.spelling(of: type)) is not declared"
      diagnostics[number].help = nearRecord(type).map { ["did you mean '\($0)'?"] } ?? []
    }
    for record in module.types.records where record.form == .undeclared && !record.isReported {
      let near = nearRecord(record.type)
      diagnostics.append(
        ModuleDiagnostic(
          "the record \(module.spelling(of: record.type)) is not declared", at: record.source,
          length: 1 + module.names[record.name].count, help: near.map { ["did you mean '\($0)'?"] } ?? []))
    }
  }
}
