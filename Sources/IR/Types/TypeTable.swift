// The types of a module, interned: a type is a run of words in one pool, found by open addressing.

public import Layout

/// The types of a module.
public struct TypeTable: Sendable {
  /// How many dimensions an array may have, one in the other.
  public static let greatestNesting = 64
  /// The largest object in bytes: what a 47-bit address space holds.
  public static let greatestSize: UInt64 = 1 << 46

  /// The target whose layouts the types have.
  public let target: Target
  /// The kind of each type.
  @usableFromInline var kinds: [TypeKind]
  private var runs: [Run]
  private var words: [UInt32] = []
  private var slots: [UInt32]
  private var engine: LayoutEngine
  /// Every record.
  public internal(set) var records: [RecordData] = []
  private var paths: [FieldPathData] = []
  private var pathNumbers: [PathKey: FieldPath] = [:]

  /// Where a type's words lie, and what it takes in memory.
  private struct Run {
    var start: UInt32
    var count: UInt32
    var size: UInt64
    var alignment: UInt64
    var nesting: UInt16 = 0
  }

  private struct PathKey: Hashable, Sendable {
    let record: Type
    let members: [Int]
  }

  /// A table for a target; `names` gets the names of the records that the language declares.
  public init(target: Target, names: inout NameTable) {
    self.target = target
    engine = LayoutEngine(target: target)
    kinds = []
    runs = []
    slots = Array(repeating: 0, count: 64)
    for raw in 0..<Type.scalarCount {
      let type = Type(rawValue: raw)
      kinds.append(TypeKind(rawValue: UInt8(raw)) ?? .none)
      runs.append(
        Run(start: 0, count: 0, size: UInt64(type.scalarSize), alignment: UInt64(max(1, type.scalarSize))))
    }
    let list = record(named: names.intern("va_list"))
    let (size, alignment): (UInt64, UInt64) =
      switch target {
      case .x86_64: (24, 8)
      case .aarch64: (32, 8)
      case .riscv64: (8, 8)
      }
    // A predeclared record cannot fail: both numbers are in range.
    try? defineOpaque(list, size: size, alignment: alignment)
    records[0].isPredeclared = true
  }

  /// How many types there are.
  public var count: Int { kinds.count }

  /// The kind of a type.
  @inlinable public func kind(of type: Type) -> TypeKind { kinds[type.index] }

  /// The size of a type in memory, in bytes.
  public func size(of type: Type) -> UInt64 { recordData(type)?.size ?? runs[type.index].size }

  /// The alignment of a type in memory, in bytes.
  public func alignment(of type: Type) -> UInt64 { recordData(type)?.alignment ?? runs[type.index].alignment }

  // MARK: - Interning

  /// The handle of a task with these results.
  public mutating func task(_ results: [Type]) -> Type {
    intern(.task, results.map(\.rawValue), size: 8, alignment: 8)
  }

  /// The handle of a thread with these results.
  public mutating func thread(_ results: [Type]) -> Type {
    intern(.thread, results.map(\.rawValue), size: 8, alignment: 8)
  }

  /// An array, or nil where it would be too large or too deeply nested.
  public mutating func array(of element: Type, count: UInt64) -> Type? {
    guard TypeKinds.memory.contains(kind(of: element)) else { return nil }
    let (size, overflow) = self.size(of: element).multipliedReportingOverflow(by: count)
    let nesting = runs[element.index].nesting + 1
    guard !overflow, size <= Self.greatestSize, nesting <= Self.greatestNesting else { return nil }
    let type = intern(
      .array, [element.rawValue, UInt32(truncatingIfNeeded: count), UInt32(truncatingIfNeeded: count >> 32)],
      size: size, alignment: alignment(of: element))
    runs[type.index].nesting = nesting
    return type
  }

  /// The type of functions with a signature.
  public mutating func function(_ signature: Signature) -> Type {
    var run: [UInt32] = [
      UInt32(signature.convention.rawValue) | (signature.isVariadic ? 2 : 0), UInt32(signature.parameters.count),
    ]
    run.append(contentsOf: signature.parameters.lazy.map(\.word))
    run.append(contentsOf: signature.results.lazy.map(\.word))
    return intern(.function, run, size: 0, alignment: 1)
  }

  /// The record of that name, declared or to be declared.
  public mutating func record(named name: Name) -> Type {
    let before = count
    let type = intern(.record, [name.rawValue], size: 0, alignment: 1)
    if count > before {
      words.append(UInt32(records.count))
      records.append(RecordData(name: name, type: type))
    }
    return type
  }

  private mutating func intern(_ kind: TypeKind, _ run: [UInt32], size: UInt64, alignment: UInt64) -> Type {
    var hash = UInt32(kind.rawValue) &* 0x9E37_79B9
    for word in run { hash = (hash ^ word) &* 0x0100_0193 ^ (hash >> 13) }
    let mask = slots.count - 1
    var slot = Int(hash ^ hash >> 16) & mask
    while slots[slot] != 0 {
      let type = Type(rawValue: slots[slot] - 1)
      if kinds[type.index] == kind, elements(type).elementsEqual(run) { return type }
      slot = (slot + 1) & mask
    }
    let type = Type(count)
    kinds.append(kind)
    runs.append(Run(start: UInt32(words.count), count: UInt32(run.count), size: size, alignment: alignment))
    words.append(contentsOf: run)
    slots[slot] = type.rawValue + 1
    if 2 * count > slots.count { grow() }
    return type
  }

  private mutating func grow() {
    let size = 4 * slots.count
    slots = Array(repeating: 0, count: size)
    for index in Int(Type.scalarCount)..<count {
      var hash = UInt32(kinds[index].rawValue) &* 0x9E37_79B9
      for word in elements(Type(index)) { hash = (hash ^ word) &* 0x0100_0193 ^ (hash >> 13) }
      var slot = Int(hash ^ hash >> 16) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = UInt32(index) + 1
    }
  }

  private func elements(_ type: Type) -> ArraySlice<UInt32> {
    let run = runs[type.index]
    return words[Int(run.start)..<Int(run.start + run.count)]
  }

  /// Adds the types that another table has from a number on, of those that bodies of functions can make: no records.
  /// - Returns: the number that each of them has here.
  mutating func addTypes(of other: TypeTable, from first: Int) -> [UInt32] {
    var numbers: [UInt32] = []
    func new(_ number: UInt32) -> UInt32 { Int(number) < first ? number : numbers[Int(number) - first] }
    for index in first..<other.count {
      var words = Array(other.elements(Type(index)))
      switch other.kinds[index] {
      case .array: words[0] = new(words[0])
      case .task, .thread: words = words.map(new)
      case .function:
        for place in words.indices.dropFirst(2) {
          let parameter = Parameter(word: words[place])
          words[place] =
            Parameter(Type(rawValue: new(parameter.type.rawValue)), extension: parameter.extension).word
        }
      case .none, .bool, .i8, .i16, .i32, .i64, .f32, .f64, .ptr, .record: break
      }
      let run = other.runs[index]
      let type = intern(other.kinds[index], words, size: run.size, alignment: run.alignment)
      runs[type.index].nesting = run.nesting
      numbers.append(type.rawValue)
    }
    return numbers
  }

  /// Adds the paths to members that another table has from a number on; their records are the same here.
  /// - Returns: the number that each of them has here.
  mutating func addPaths(of other: TypeTable, from first: Int) -> [UInt32] {
    var numbers: [UInt32] = []
    for (index, path) in other.paths.enumerated().dropFirst(first) {
      numbers.append(self.path(from: path.record, members: path.members)?.rawValue ?? UInt32(index))
    }
    return numbers
  }

  // MARK: - Looking into types

  /// The types of the results of a task or thread, as its function's signature says them.
  public func handleResults(_ type: Type) -> [Type] { elements(type).map { Type(rawValue: $0) } }

  /// The element type and count of an array.
  public func arrayParts(_ type: Type) -> (element: Type, count: UInt64) {
    let run = elements(type)
    let first = run.startIndex
    return (Type(rawValue: run[first]), UInt64(run[first + 1]) | UInt64(run[first + 2]) << 32)
  }

  /// The signature of a function type.
  public func signature(_ type: Type) -> Signature {
    let run = elements(type)
    let first = run.startIndex
    let middle = first + 2 + Int(run[first + 1])
    return Signature(
      run[(first + 2)..<middle].map { Parameter(word: $0) }, results: run[middle...].map { Parameter(word: $0) },
      convention: run[first] & 1 == 0 ? .weft : .c, isVariadic: run[first] & 2 != 0)
  }

  /// The number of parameters of a function type.
  public func parameterCount(_ function: Type) -> Int { Int(words[Int(runs[function.index].start) + 1]) }

  /// A parameter of a function type.
  public func parameter(_ index: Int, of function: Type) -> Parameter {
    Parameter(word: words[Int(runs[function.index].start) + 2 + index])
  }

  /// The number of results of a function type.
  public func resultCount(_ function: Type) -> Int {
    Int(runs[function.index].count) - 2 - parameterCount(function)
  }

  /// A result of a function type.
  public func result(_ index: Int, of function: Type) -> Parameter {
    Parameter(word: words[Int(runs[function.index].start) + 2 + parameterCount(function) + index])
  }

  /// The calling convention of a function type.
  public func convention(_ function: Type) -> Convention {
    words[Int(runs[function.index].start)] & 1 == 0 ? .weft : .c
  }

  /// Whether calls of a function type may pass more arguments than it has parameters.
  public func isVariadic(_ function: Type) -> Bool { words[Int(runs[function.index].start)] & 2 != 0 }

  /// The type that a value has where a signature says `type`: a record is handed over by its address.
  public func valueType(_ type: Type) -> Type {
    let kind = kind(of: type)
    return kind == .record || kind == .array ? .ptr : type
  }

  /// The types of the results of an operation that calls a function of a type, or starts a task or thread with it.
  mutating func callResults(_ opcode: Opcode, _ function: Type) -> [Type] {
    let results = (0..<resultCount(function)).map { result($0, of: function).type }
    switch opcode {
    case .asyncTaskCreate, .asyncTaskCreateIndirect: return [task(results)]
    case .asyncTaskTryCreate: return [task(results), .i32]
    case .threadSpawn: return [thread(results)]
    case .threadTrySpawn: return [thread(results), .i32]
    case .tailCall, .tailCallIndirect: return []
    default: return results.map(valueType)
    }
  }

  /// Whether a handle's type is that of a task or thread that runs a function of a type.
  public func isHandle(_ handle: Type, of function: Type) -> Bool {
    let results = elements(handle)
    guard results.count == resultCount(function) else { return false }
    for (index, word) in results.enumerated() where word != result(index, of: function).type.rawValue { return false }
    return true
  }

  /// A record's data; nil for other types.
  public func recordData(_ type: Type) -> RecordData? {
    guard kinds[type.index] == .record else { return nil }
    return records[recordIndex(type)]
  }

  func recordIndex(_ type: Type) -> Int { Int(words[Int(runs[type.index].start) + 1]) }

  // MARK: - Declaring records

  /// Declares what a record holds; its members' types must be declared before.
  public mutating func define(
    _ type: Type, form: RecordForm, members: [Member], isPacked: Bool = false, alignment: UInt64? = nil
  ) throws(LayoutError) {
    let index = recordIndex(type)
    var depth = 1
    for member in members { depth = max(depth, 1 + self.depth(of: member.type)) }
    let spelling = "$record"
    guard depth < LayoutEngine.greatestDepth / 2 else { throw .tooDeep(type: spelling) }
    let declaration = RecordDeclaration(
      form == .union ? .union : .structure, tag: nil,
      members: members.enumerated().map { index, member in
        MemberDeclaration("\(index)", cType(member.type), alignment: member.alignment)
      }, isPacked: isPacked, alignment: alignment)
    let layout = try engine.layout(of: declaration)
    guard layout.size <= Self.greatestSize else { throw .tooLarge(type: spelling) }
    records[index].form = form
    records[index].members = members
    for (member, field) in layout.fields.enumerated() { records[index].members[member].offset = field.offset }
    records[index].isPacked = isPacked
    records[index].declaredAlignment = alignment
    records[index].size = layout.size
    records[index].alignment = layout.alignment
    records[index].depth = depth
    records[index].declaration = declaration
    records[index].indexMembers()
  }

  /// Declares a record by its size and alignment alone.
  public mutating func defineOpaque(_ type: Type, size: UInt64, alignment: UInt64) throws(LayoutError) {
    let index = recordIndex(type)
    let inside = CType.array(element: .scalar(.unsignedChar), count: size)
    let declaration = RecordDeclaration(
      .structure, tag: nil, members: [MemberDeclaration("0", inside, alignment: alignment)])
    let layout = try engine.layout(of: declaration)
    guard layout.size <= Self.greatestSize else { throw .tooLarge(type: "$record") }
    records[index].form = .opaque
    records[index].size = layout.size
    records[index].alignment = layout.alignment
    records[index].declaredAlignment = alignment
    records[index].declaration = declaration
  }

  /// A type as the layout engine takes it; what passes by value is classified from this.
  public func cType(_ type: Type) -> CType {
    var dimensions: [UInt64] = []
    var element = type
    while kind(of: element) == .array {
      let parts = arrayParts(element)
      dimensions.append(parts.count)
      element = parts.element
    }
    var result: CType =
      switch kind(of: element) {
      case .bool: .scalar(.bool)
      case .i8: .scalar(.signedChar)
      case .i16: .scalar(.short)
      case .i32: .scalar(.int)
      case .i64: .scalar(.long)
      case .f32: .scalar(.float)
      case .f64: .scalar(.double)
      case .ptr: .pointer(spelling: "void *")
      case .task, .thread: .scalar(.unsignedLong)
      case .record: records[recordIndex(element)].declaration.map { .record($0) } ?? .incomplete(spelling: "record")
      case .none, .array, .function: .incomplete(spelling: "none")
      }
    for count in dimensions.reversed() { result = .array(element: result, count: count) }
    return result
  }

  private func depth(of type: Type) -> Int {
    var element = type
    while kind(of: element) == .array { element = arrayParts(element).element }
    return recordData(element)?.depth ?? 0
  }

  // MARK: - Paths to members

  /// The path over these members, or nil where one is not there.
  public mutating func path(from record: Type, members: [Int]) -> FieldPath? {
    let key = PathKey(record: record, members: members)
    if let known = pathNumbers[key] { return known }
    var type = record
    var offset: UInt64 = 0
    for member in members {
      guard let data = recordData(type), member < data.members.count else { return nil }
      offset += data.members[member].offset
      type = data.members[member].type
    }
    paths.append(FieldPathData(record: record, members: members, offset: offset, type: type))
    let path = FieldPath(paths.count - 1)
    pathNumbers[key] = path
    return path
  }

  /// How many paths to members there are.
  var pathCount: Int { paths.count }

  /// What a path leads over, and where.
  public subscript(path: FieldPath) -> FieldPathData { paths[path.index] }
}
