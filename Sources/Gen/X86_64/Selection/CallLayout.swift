// Where arguments and results are at a call, in each convention.
//
// `c` is System V. Weft's own convention passes arguments in eight general and eight vector registers, gives results in as
// many, and has the callee take the arguments on the stack off, so that any function can be called in place of another.
// Records travel as System V classifies them in both. Results for which there is no register are written to an area whose
// address is an argument before all others.
//
// Callers align the stack to 16 bytes. In C's convention, a record on the stack that is aligned to more has the caller align all
// arguments there as much: compilers for C read it where it is. In Weft's own, the place where arguments end is handed on by tail
// calls, so that nobody can move it; such a record lies at a multiple of 16, and its callee copies it.

internal import IR
internal import Layout

/// Where a parameter or result is.
enum CallPlace {
  /// In a register.
  case register(MachineRegister)
  /// On the stack, so many bytes from where the arguments there begin; of a record, its bytes themselves.
  case stack(Int64)
  /// A record in registers, eight bytes in each.
  case parts([MachineRegister])
  /// A record without any bytes that matter.
  case nothing
  /// In the area for results, so many bytes from its begin.
  case area(Int64)
}

/// Where the arguments and results of a signature are.
final class CallLayout {
  var parameters: [CallPlace] = []
  var results: [CallPlace] = []
  /// How many bytes the arguments on the stack take, a multiple of 16.
  var stackBytes: Int64 = 0
  /// What the place where they begin is a multiple of.
  var stackAlignment: Int64 = CallLayout.usualAlignment
  /// The register with the address of the area for results, if there is one.
  var areaRegister: MachineRegister?
  /// The size of the area for results.
  var areaBytes: UInt64 = 0
  var areaAlignment: UInt64 = 8
  /// Whether the callee takes its arguments off the stack.
  var popsArguments = false
  /// How many vector registers hold arguments, which variadic functions are told.
  var vectorCount = 0
  /// How many general registers hold arguments, and how many bytes of the stack the named ones take.
  var generalCount = 0
  var namedStackBytes: Int64 = 0

  /// What the stack is aligned to at every call.
  static let usualAlignment: Int64 = 16

  static let weftGeneral: [MachineRegister] = [.rdi, .rsi, .rdx, .rcx, .r8, .r9, .r10, .r11]
  private static let weftResults: [MachineRegister] = [.rax, .rdx, .rcx, .rsi, .rdi, .r8, .r9, .r10]
  private static let systemVGeneral: [MachineRegister] = [.rdi, .rsi, .rdx, .rcx, .r8, .r9]
  private static let systemVResults: [MachineRegister] = [.rax, .rdx]

  /// The layout of a signature.
  /// - Parameter extra: the types of arguments beyond the parameters.
  init(_ signature: Signature, extra: [Type] = [], _ types: TypeTable) {
    let isWeft = signature.convention == .weft
    placeResults(signature, isWeft ? Self.weftResults : Self.systemVResults, types, vectorLimit: isWeft ? 8 : 2)
    let general = isWeft ? Self.weftGeneral : Self.systemVGeneral
    if areaBytes > 0 || areaRegister != nil {
      areaRegister = general[0]
      generalCount = 1
    }
    for parameter in signature.parameters {
      // Beside what C's convention knows, in a register that it leaves free.
      if parameter.extension == .environment {
        parameters.append(.register(.rax))
      } else {
        place(parameter.type, general, types, isWeft: isWeft)
      }
    }
    namedStackBytes = stackBytes
    for type in extra { place(type, general, types, isWeft: isWeft) }
    stackBytes = (stackBytes + Self.usualAlignment - 1) & -Self.usualAlignment
    popsArguments = isWeft && stackBytes > 0
  }

  /// The classes of a record's eightbytes, or nil where it travels in memory.
  private static func classes(_ type: Type, _ types: TypeTable) -> [SystemVClass.Eightbyte]? {
    if types.recordData(type)?.form == .opaque { return nil }
    var engine = LayoutEngine(target: .x86_64)
    guard let layout = try? engine.layout(of: types.cType(type)),
      case .systemV(let valueClass) = ByValueClass(of: layout, on: .x86_64)
    else { return nil }
    switch valueClass.eightbytes.first {
    case .memory, .x87, .complexX87: return nil
    default: return valueClass.eightbytes
    }
  }

  private func place(_ type: Type, _ general: [MachineRegister], _ types: TypeTable, isWeft: Bool) {
    let kind = types.kind(of: type)
    guard kind == .record else {
      if type.isFloat {
        if vectorCount < 8 {
          parameters.append(.register(MachineRegister(vector: UInt8(vectorCount))))
          vectorCount += 1
          return
        }
      } else if generalCount < general.count {
        parameters.append(.register(general[generalCount]))
        generalCount += 1
        return
      }
      parameters.append(.stack(stackBytes))
      stackBytes += 8
      return
    }
    if let classes = Self.classes(type, types) {
      var registers: [MachineRegister] = []
      var (generalUsed, vectorUsed) = (generalCount, vectorCount)
      for eightbyte in classes {
        switch eightbyte {
        case .integer:
          if generalUsed < general.count { registers.append(general[generalUsed]) }
          generalUsed += 1
        case .sse:
          if vectorUsed < 8 { registers.append(MachineRegister(vector: UInt8(vectorUsed))) }
          vectorUsed += 1
        default: break
        }
      }
      guard !registers.isEmpty || generalUsed > generalCount || vectorUsed > vectorCount else {
        parameters.append(.nothing)
        return
      }
      if generalUsed <= general.count && vectorUsed <= 8 {
        (generalCount, vectorCount) = (generalUsed, vectorUsed)
        parameters.append(.parts(registers))
        return
      }
    }
    var alignment = Int64(max(8, types.alignment(of: type)))
    if isWeft { alignment = min(alignment, Self.usualAlignment) }
    stackAlignment = max(stackAlignment, alignment)
    stackBytes = (stackBytes + alignment - 1) & ~(alignment - 1)
    parameters.append(.stack(stackBytes))
    stackBytes += (Int64(types.size(of: type)) + 7) & ~7
  }

  private func placeResults(
    _ signature: Signature, _ general: [MachineRegister], _ types: TypeTable, vectorLimit: Int
  ) {
    var (generalUsed, vectorUsed) = (0, 0)
    for result in signature.results {
      let type = result.type
      var registers: [MachineRegister] = []
      var isInRegisters = true
      let isRecord = types.kind(of: type) == .record
      let classes: [SystemVClass.Eightbyte]? =
        isRecord ? Self.classes(type, types) : [type.isFloat ? .sse : .integer]
      var (generalNext, vectorNext) = (generalUsed, vectorUsed)
      for eightbyte in classes ?? [] {
        switch eightbyte {
        case .integer:
          if generalNext < general.count { registers.append(general[generalNext]) } else { isInRegisters = false }
          generalNext += 1
        case .sse:
          if vectorNext < vectorLimit {
            registers.append(MachineRegister(vector: UInt8(vectorNext)))
          } else {
            isInRegisters = false
          }
          vectorNext += 1
        default: break
        }
      }
      if classes != nil && isInRegisters {
        (generalUsed, vectorUsed) = (generalNext, vectorNext)
        results.append(!isRecord ? .register(registers[0]) : registers.isEmpty ? .nothing : .parts(registers))
        continue
      }
      let alignment = max(8, types.alignment(of: type))
      areaBytes = (areaBytes + alignment - 1) & ~(alignment - 1)
      results.append(.area(Int64(areaBytes)))
      areaBytes += (types.size(of: type) + 7) & ~7
      areaAlignment = max(areaAlignment, alignment)
      // An area of no bytes has an address all the same.
      areaRegister = .rdi
    }
  }
}

/// The layouts of a module's signatures, each found once.
struct CallLayouts {
  /// The layout of each type, where it was asked for.
  private var known: [CallLayout?] = []

  /// The layout of a function type.
  mutating func layout(of type: Type, extra: [Type] = [], _ types: borrowing TypeTable) -> CallLayout {
    if extra.isEmpty, type.index < known.count, let layout = known[type.index] { return layout }
    let layout = CallLayout(types.signature(type), extra: extra, copy types)
    guard extra.isEmpty else { return layout }
    if type.index >= known.count {
      known.append(contentsOf: repeatElement(nil, count: max(type.index + 1, 2 * known.count) - known.count))
    }
    known[type.index] = layout
    return layout
  }
}
