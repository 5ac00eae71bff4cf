// The types of a module as debuggers are told them.

internal import IR
internal import Image

/// The types of parameters and results, each once.
struct DebugTypes {
  private let module: Module
  private(set) var types: [DebugType] = []
  private(set) var members: [DebugMember] = []
  /// The number of each type of the module, plus one.
  private var numbers: [UInt32]

  init(_ module: Module) {
    self.module = module
    numbers = Array(repeating: 0, count: module.types.count)
  }

  /// The number of a type.
  mutating func number(of type: Type) -> UInt32 {
    if numbers[type.index] != 0 { return numbers[type.index] - 1 }
    let made = describe(type)
    types.append(made)
    numbers[type.index] = UInt32(types.count)
    return UInt32(types.count - 1)
  }

  // Types hold each other only as deep as the module allows: records and arrays, all of them declared before.
  private mutating func describe(_ type: Type) -> DebugType {
    let size = module.types.size(of: type)
    switch module.types.kind(of: type) {
    case .bool: return DebugType("bool", size: size, .boolean)
    case .i8, .i16, .i32, .i64: return DebugType("i\(8 * size)", size: size, .signed)
    case .f32, .f64: return DebugType("f\(8 * size)", size: size, .float)
    case .ptr: return DebugType("ptr", size: size, .pointer(to: nil))
    case .task: return DebugType("task", size: size, .unsigned)
    case .thread: return DebugType("thread", size: size, .unsigned)
    case .array:
      let (element, count) = module.types.arrayParts(type)
      return DebugType("", size: size, .array(of: number(of: element), count: count))
    case .record: return describeRecord(type, size)
    case .none, .function: return DebugType("code", size: 1, .unsigned)
    }
  }

  private mutating func describeRecord(_ type: Type, _ size: UInt64) -> DebugType {
    guard let record = module.types.recordData(type) else { return DebugType("record", size: size, .unsigned) }
    var own: [DebugMember] = []
    if record.form == .opaque {
      // Nothing is known of it but its bytes.
      types.append(DebugType("byte", size: 1, .unsigned))
      types.append(DebugType("", size: size, .array(of: UInt32(types.count - 1), count: size)))
      own.append(DebugMember(name: "bytes", type: UInt32(types.count - 1), offset: 0))
    }
    for member in record.members {
      own.append(
        DebugMember(name: module.names.string(member.name), type: number(of: member.type), offset: member.offset))
    }
    let first = members.count
    members.append(contentsOf: own)
    return DebugType(
      module.names.string(record.name), size: size, .structure(members: RowRange(start: first, count: own.count)))
  }
}
