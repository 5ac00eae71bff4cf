// Numbers that change where what several threads read is put together.
//
// Each thread reads its functions with tables of its own, which begin as the same. What it adds is added to the tables of
// those before it, in the order in which it came: so everything gets the number that one thread would have given it.

/// What the numbers of one thread's tables become.
struct Renumbering {
  /// How much was in the tables that all threads began with.
  struct Base {
    let names: Int
    let types: Int
    let paths: Int

    init(_ module: Module) {
      names = module.names.count
      types = module.types.count
      paths = module.types.pathCount
    }
  }

  private let base: Base
  private var names: [UInt32] = []
  private var types: [UInt32] = []
  private var paths: [UInt32] = []
  private let keepsNames: Bool
  private let keepsTypes: Bool
  private let keepsPaths: Bool

  /// Whether every number stays as it is.
  var keepsAll: Bool { keepsNames && keepsTypes && keepsPaths }

  /// Adds to a module what other tables have beyond the base.
  init(adding otherNames: NameTable, _ otherTypes: TypeTable, beyond base: Base, to module: inout Module) {
    self.base = base
    names = module.names.add(otherNames, from: base.names)
    types = module.types.addTypes(of: otherTypes, from: base.types)
    paths = module.types.addPaths(of: otherTypes, from: base.paths)
    keepsNames = Self.isIdentity(names, base.names)
    keepsTypes = Self.isIdentity(types, base.types)
    keepsPaths = Self.isIdentity(paths, base.paths)
  }

  private static func isIdentity(_ numbers: [UInt32], _ base: Int) -> Bool {
    for (index, number) in numbers.enumerated() where Int(number) != base + index { return false }
    return true
  }

  @inline(__always)
  private static func new(_ number: UInt32, _ numbers: [UInt32], _ base: Int) -> UInt32 {
    // No name has the greatest number, and keeps it.
    let index = Int(number) - base
    return index >= 0 && index < numbers.count ? numbers[index] : number
  }

  @inline(__always)
  private func name(_ number: UInt32) -> UInt32 { Self.new(number, names, base.names) }
  @inline(__always)
  private func type(_ number: UInt32) -> UInt32 { Self.new(number, types, base.types) }
  @inline(__always)
  private func path(_ number: UInt32) -> UInt32 { Self.new(number, paths, base.paths) }

  /// Gives a function its new numbers.
  func apply(to function: inout Function) {
    if !keepsNames {
      for index in function.valueNames.elements.indices {
        function.valueNames.elements[index].rawValue = name(function.valueNames.elements[index].rawValue)
      }
      for index in function.blocks.elements.indices {
        function.blocks.elements[index].name.rawValue = name(function.blocks.elements[index].name.rawValue)
      }
    }
    if !keepsTypes {
      for index in function.values.elements.indices {
        function.values.elements[index].type.rawValue = type(function.values.elements[index].type.rawValue)
      }
    }
    for index in function.constants.elements.indices {
      let constant = function.constants.elements[index]
      let reference: UInt32 =
        switch constant.kind {
        case .integer, .f32, .f64, .sizeofData: constant.reference
        case .sizeof, .alignof: type(constant.reference)
        case .offsetof: path(constant.reference)
        case .syscall: name(constant.reference)
        }
      function.constants.elements[index].reference = reference
    }
    for index in function.instructions.elements.indices { apply(toInstruction: index, of: &function) }
  }

  @inline(__always)
  private func apply(toInstruction index: Int, of function: inout Function) {
    let data = function.instructions.elements[index]
    let kind = data.type.rawValue
    if Int(kind) >= base.types { function.instructions.elements[index].type.rawValue = type(kind) }
    // The types of arguments beyond a callee's parameters, which stand in the pool, are scalars and records: none is new.
    switch Self.shapes[Int(data.opcode.rawValue)].syntax {
    case .field: function.instructions.elements[index].b = path(data.b)
    case .message: function.instructions.elements[index].b = name(data.b)
    case .plain, .element, .call, .callIndirect, .await, .jump, .branch, .switch, .return, .slot, .syscall: break
    }
  }

  private static let shapes = OpcodeTable.shapes
}

extension NameTable {
  /// Adds the names that another table has from a number on.
  /// - Returns: the number that each of them has here.
  fileprivate mutating func add(_ other: NameTable, from first: Int) -> [UInt32] {
    other.arena.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return [] }
      return (first..<other.count).map { index in
        let range = other.range(of: index)
        return intern(UnsafeBufferPointer(start: start + range.lowerBound, count: range.count)).rawValue
      }
    }
  }
}
