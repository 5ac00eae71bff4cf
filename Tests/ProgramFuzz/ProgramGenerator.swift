// Random programs in the IR: well typed, ending, and keeping to their objects, so that the machine and machine code must
// agree about them.
//
// What a program computes goes into one running hash, which is printed after every call that @main makes and here and
// there between, so that a difference shows near its cause. What the language leaves open never gets there: addresses,
// padding, and the sign and payload of a NaN that arithmetic made (`FuzzValue.isExact`). The files beside this one hold
// what stands in a function: +Arithmetic, +Memory, +Records, +Calls, +Tasks, +Control, +Loops.

import IR
import TestSupport

/// How large random programs are.
public struct ProgramShape: Sendable {
  /// How many functions beside `@main`.
  public var functions: ClosedRange<Int>
  /// How many statements a function has at its outermost level.
  public var statements: ClosedRange<Int>
  /// How many instructions one call of a function may execute.
  public var cost: Int
  /// How many calls of a hundred are made by tasks.
  public var tasks: Int

  /// A shape of these bounds.
  public init(
    functions: ClosedRange<Int> = 3...8, statements: ClosedRange<Int> = 6...30, cost: Int = 6_000, tasks: Int = 0
  ) {
    self.functions = functions
    self.statements = statements
    self.cost = cost
    self.tasks = tasks
  }
}

/// A value that a function can use.
struct FuzzValue {
  let name: String
  let type: ScalarType
  /// Whether all its bits are defined: of a NaN that arithmetic made, they are not.
  let isExact: Bool
}

/// Memory that a function may access.
struct Area {
  enum Contents: Equatable {
    /// Bytes of any meaning.
    case bytes
    /// A record, of which only the members mean something.
    case record(Int)
  }

  /// The operand that is its address.
  let pointer: String
  let size: Int
  let alignment: Int
  let isWritable: Bool
  /// Whether it outlives the function's frame.
  let isLasting: Bool
  /// Which object it lies in; nil where that is not known.
  let object: Int?
  let contents: Contents
}

/// What a function takes.
enum FuzzParameter: Equatable {
  /// A value, and how C's convention extends it.
  case scalar(ScalarType, extension: String)
  /// The address of at least 64 bytes, aligned to 8, that may be written.
  case buffer
  case record(Int)
  /// How often a function may still call itself: at most so often.
  case depth(Int)
}

/// What a function gives.
enum FuzzResult: Equatable {
  case scalar(ScalarType, extension: String)
  case record(Int)
}

/// A function's signature.
struct FuzzSignature: Equatable {
  var parameters: [FuzzParameter]
  var results: [FuzzResult]
  var isC = false
  /// Of a variadic function: the types that every call of it hands over, which it knows.
  var extras: [ScalarType]?
}

/// A function that others may call.
struct FuzzFunction {
  let name: String
  let signature: FuzzSignature
  /// How many instructions a call executes at most.
  let cost: Int
}

/// What is known of the function in work.
struct FunctionState {
  var name = ""
  var signature = FuzzSignature(parameters: [], results: [])
  var text = ""
  var values: [[FuzzValue]] = Array(repeating: [], count: ScalarType.allCases.count)
  var areas: [Area] = []
  var nameCount = 0
  var labelCount = 0
  /// Whether the block in work has no end yet.
  var isOpen = true
  /// How many instructions a call executes at most, and how often what comes next is executed.
  var cost = 0
  var multiplier = 1
  var nesting = 0
  var loops: [LoopContext] = []
  /// The value that counts down the function's own calls, where it has one.
  var depth: String?
}

/// A loop that breaks may leave.
struct LoopContext {
  let exit: String
  let exitTypes: [ScalarType]
  let next: String?
  let nextTypes: [ScalarType]
  /// How often each is gone to.
  var exits = 0
  var nexts = 0
}

/// Makes random programs; the same seed, index and shape give the same one.
public struct ProgramGenerator {
  var random: SeededGenerator
  let shape: ProgramShape
  /// Whether the program may end with a trap.
  let isTrapping: Bool
  var records: [FuzzRecord] = []
  var functions: [FuzzFunction] = []
  /// Tables of functions of one signature.
  var tables: [(name: String, signature: FuzzSignature, cost: Int)] = []
  var globals: [Area] = []
  var globalText = ""
  var state = FunctionState()
  var objectCount = 0
  var trapCount = 0

  /// The text of a program.
  public static func program(seed: UInt64, index: Int, shape: ProgramShape = ProgramShape()) -> String {
    var generator = ProgramGenerator(seed: seed, index: index, shape: shape)
    return generator.make()
  }

  private init(seed: UInt64, index: Int, shape: ProgramShape) {
    random = SeededGenerator(seed: seed, index: index)
    self.shape = shape
    isTrapping = random.chance(20)
  }

  private mutating func make() -> String {
    makeRecords()
    makeGlobals()
    var bodies: [String] = []
    let count = shape.functions.lowerBound + random.below(shape.functions.count)
    for number in 0..<count {
      bodies.append(makeFunction(number))
      makeTable()
    }
    bodies.append(makeMain())
    return records.map(\.text).joined() + globalText + Self.support + bodies.joined(separator: "\n")
  }

  /// What every program has: the hash, how values get into it, and how it is printed.
  private static let support = """
    data @hash writable align 8 {
      i64 0x9e3779b97f4a7c15
    }

    data @line writable {
      bytes "................\\n"
    }

    func @mix(%x: i64) {
    entry:
      %old = load i64 @hash
      %turned = rotl i64 %old, 9
      %mixed = xor i64 %turned, %x
      %new = mul i64 %mixed, 0xd1b54a32d192ed03
      store i64 %new, @hash
      return
    }

    func @mix_bytes(%p: ptr, %n: i64) {
    entry:
      jump next(0)
    next(%i: i64):
      %more = lt.u i64 %i, %n
      branch %more, one, done
    one:
      %q = element i8 %p, %i
      %byte = load.u8 i64 %q
      call @mix(%byte)
      %j = add i64 %i, 1
      jump next(%j)
    done:
      return
    }

    func @print() {
    entry:
      %h = load i64 @hash
      jump next(%h, 15)
    next(%rest: i64, %i: i64):
      %digit = and i64 %rest, 15
      %letter = ge.u i64 %digit, 10
      %base = select i64 %letter, 87, 48
      %byte = add i64 %base, %digit
      %q = element i8 @line, %i
      store.8 i64 %byte, %q
      %less = shr.u i64 %rest, 4
      %j = sub i64 %i, 1
      %more = ge.s i64 %j, 0
      branch %more, next(%less, %j), done
    done:
      %n = syscall write(1, @line, 17)
      return
    }

    func @fail(%x: i64) cold noreturn {
    entry:
      call @mix(%x)
      call @print()
      trap "failed by call"
    }


    """

  private mutating func makeGlobals() {
    for number in 0..<(2 + random.below(3)) {
      let isWritable = number < 2 || random.chance(50)
      let isThread = number > 1 && isWritable && random.chance(35)
      let alignment = number == 0 ? 16 : random.pick([8, 8, 16, 32])
      let size = number < 2 ? 64 << random.below(2) : 16 + 8 * random.below(10)
      let name = isThread ? "@local\(number)" : "@data\(number)"
      globalText += "data \(name)\(isWritable ? " writable" : "")\(isThread ? " thread" : "") align \(alignment) {\n"
      var left = size
      while left > 0 {
        let type = random.pick(ScalarType.integers + ScalarType.floats)
        if random.chance(20), let part = shapedPart(at: size - left, room: left, alignment: alignment) {
          globalText += "  \(part.text)\n"
          left -= part.size
        } else if random.chance(15) {
          let count = 1 + random.below(min(left, 24))
          globalText += "  zero \(count)\n"
          left -= count
        } else if type.size <= left, (size - left).isMultiple(of: type.size) {
          let count = min(left / type.size, 1 + random.below(6))
          let items = (0..<count).map { _ in Literal.random(type, &random) }
          globalText += "  \(type.spelling) \(items.joined(separator: ", "))\n"
          left -= count * type.size
        }
      }
      globalText += "}\n\n"
      globals.append(
        Area(
          pointer: name, size: size, alignment: alignment, isWritable: isWritable, isLasting: true,
          object: newObject(), contents: .bytes))
    }
  }

  mutating func newObject() -> Int {
    objectCount += 1
    return objectCount
  }

  // MARK: - Functions

  private mutating func makeFunction(_ number: Int) -> String {
    let name = "@f\(number)"
    let signature = makeSignature()
    state = FunctionState()
    state.name = name
    state.signature = signature
    // What follows from the depth is multiplied at the end: two calls of itself at most in each.
    var calls = 1
    var parameters: [String] = []
    for (index, parameter) in signature.parameters.enumerated() {
      let parameterName = "%p\(index)"
      switch parameter {
      case .scalar(let type, let words):
        parameters.append("\(parameterName): \(type.spelling)\(words)")
        push(FuzzValue(name: parameterName, type: type, isExact: !type.isFloat))
      case .depth(let most):
        parameters.append("\(parameterName): i64")
        push(FuzzValue(name: parameterName, type: .i64, isExact: true))
        state.depth = parameterName
        calls = most > 4 ? most + 1 : 1 << (most + 1)
      case .buffer:
        parameters.append("\(parameterName): ptr")
        state.areas.append(
          Area(
            pointer: parameterName, size: 64, alignment: 8, isWritable: true, isLasting: true, object: nil,
            contents: .bytes))
      case .record(let record):
        parameters.append("\(parameterName): \(records[record].name)")
        state.areas.append(
          Area(
            pointer: parameterName, size: records[record].size, alignment: records[record].alignment, isWritable: true,
            isLasting: false, object: newObject(), contents: .record(record)))
      }
    }
    if signature.extras != nil { parameters.append("...") }
    prepareAreas()
    if let extras = signature.extras { takeVariadicArguments(extras) }
    if case .depth(let most)? = signature.parameters.first { makeSelfCalls(most) }
    statements(shape.statements.lowerBound + random.below(shape.statements.count))
    if state.isOpen, random.chance(70) { mixValues() }
    if state.isOpen, random.chance(40) { mixAreas() }
    if state.isOpen { returnStatement(mayTailCall: true) }
    let cost = (state.cost + 8) * calls
    functions.append(FuzzFunction(name: name, signature: signature, cost: cost))
    let attributes = (signature.isC ? " c" : "") + (random.chance(5) ? " cold" : "")
    return "func \(name)(\(parameters.joined(separator: ", ")))\(arrow(signature.results))\(attributes) {\nentry:\n"
      + state.text + "}\n"
  }

  /// The results as they stand in a signature.
  func arrow(_ results: [FuzzResult]) -> String {
    let words = results.map { result in
      switch result {
      case .scalar(let type, let words): type.spelling + words
      case .record(let record): records[record].name
      }
    }
    return words.isEmpty ? "" : words.count == 1 ? " -> \(words[0])" : " -> (\(words.joined(separator: ", ")))"
  }

  private mutating func makeSignature() -> FuzzSignature {
    // Functions of one signature can be called through a table, and in place of each other.
    if let known = functions.last(where: { $0.signature.extras == nil && !$0.signature.hasDepth }), random.chance(25) {
      return known.signature
    }
    var signature = FuzzSignature(parameters: [], results: [])
    signature.isC = random.chance(35)
    // One that gives the same can be called in its place.
    let model = functions.last { $0.signature.isC == signature.isC }
    let isVariadic = signature.isC && random.chance(35)
    let isDeep = !signature.isC && random.chance(15)
    if isDeep { signature.parameters.append(.depth(random.pick([2, 3, 14]))) }
    let count = random.pick([0, 1, 2, 3, 4, 5, 6, 8, 10, 14, 18])
    let floatShare = random.pick([10, 30, 80])
    let isC = signature.isC
    func words(_ type: ScalarType, _ random: inout SeededGenerator) -> String {
      guard isC, type.isInteger, type.size < 4, random.chance(70) else { return "" }
      return random.pick([" sext", " zext"])
    }
    for _ in 0..<count {
      switch random.below(20) {
      case 0, 1: signature.parameters.append(.buffer)
      case 2 where !records.isEmpty, 3 where !records.isEmpty:
        signature.parameters.append(.record(random.below(records.count)))
      default:
        let type = randomType(floatShare: floatShare)
        signature.parameters.append(.scalar(type, extension: words(type, &random)))
      }
    }
    if let model, random.chance(45) {
      signature.results = model.signature.results
    } else {
      makeResults(of: &signature, floatShare: floatShare, words)
    }
    if isVariadic {
      if signature.parameters.isEmpty { signature.parameters.append(.scalar(.i32, extension: "")) }
      signature.extras = (0..<random.below(14)).map { _ in random.pick([.i32, .i64, .f64]) }
    }
    return signature
  }

  private mutating func makeResults(
    of signature: inout FuzzSignature, floatShare: Int, _ words: (ScalarType, inout SeededGenerator) -> String
  ) {
    let resultCount = signature.isC ? random.pick([0, 1, 1]) : random.pick([0, 1, 1, 1, 2, 2, 3, 4, 6, 9])
    for _ in 0..<resultCount {
      if random.chance(12), !records.isEmpty {
        signature.results.append(.record(random.below(records.count)))
      } else {
        let type = randomType(floatShare: floatShare)
        signature.results.append(.scalar(type, extension: words(type, &random)))
      }
    }
  }

  /// A random type, a float in so many of a hundred cases.
  mutating func randomType(floatShare: Int = 25) -> ScalarType {
    if random.chance(floatShare) { return random.pick(ScalarType.floats) }
    return random.chance(12) ? .bool : random.pick([.i8, .i16, .i32, .i32, .i64, .i64])
  }

  private mutating func makeTable() {
    guard let last = functions.last, last.signature.extras == nil, !last.signature.hasDepth else { return }
    let alike = functions.filter { $0.signature == last.signature }
    guard alike.count > 1, random.chance(60) else { return }
    // Two or four, so that an index is cut by a mask.
    let entries = (0..<(random.chance(50) ? 2 : 4)).map { _ in random.pick(alike) }
    let name = "@table\(tables.count)"
    globalText += "data \(name) {\n  ptr \(entries.map(\.name).joined(separator: ", "))\n}\n\n"
    tables.append((name, last.signature, entries.map(\.cost).max() ?? 0))
    tableSizes.append(entries.count)
  }
  var tableSizes: [Int] = []

  private mutating func makeMain() -> String {
    state = FunctionState()
    state.name = "@main"
    prepareAreas()
    for function in functions {
      for _ in 0..<(1 + random.below(2)) {
        call(function.name, function.signature, indirectly: nil)
        line("call @print()")
      }
    }
    mixAreas()
    line("call @print()")
    let hash = fresh()
    line("\(hash) = load i64 @hash")
    let low = fresh()
    line("\(low) = and i64 \(hash), 63")
    let status = fresh()
    line("\(status) = trunc i32 \(low)")
    line("return \(status)")
    return "func @main() -> i32 {\nentry:\n" + state.text + "}\n"
  }

  /// The areas that a function begins with: some of the program's, and slots of its own.
  private mutating func prepareAreas() {
    for area in globals {
      guard area.pointer.hasPrefix("@local") else {
        state.areas.append(area)
        continue
      }
      guard random.chance(60) else { continue }
      let address = fresh()
      line("\(address) = thread.address \(area.pointer)")
      state.areas.append(area.at(address))
    }
    for _ in 0..<random.below(4) { makeSlot() }
  }
}

extension FuzzSignature {
  /// Whether the function calls itself.
  var hasDepth: Bool {
    if case .depth? = parameters.first { return true }
    return false
  }
}

extension Area {
  /// The same memory by another operand.
  func at(_ pointer: String) -> Area {
    Area(
      pointer: pointer, size: size, alignment: alignment, isWritable: isWritable, isLasting: isLasting, object: object,
      contents: contents)
  }
}
