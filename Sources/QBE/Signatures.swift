// The types of functions as this text's calls and heads write them: found by their words, so that a call makes no arrays.

internal import IR

/// The function types that were asked for.
struct SignatureTable: ~Copyable {
  private var words = WorkArray<UInt32>()
  private var starts = WorkArray<UInt32>()
  private var types = WorkArray<UInt32>()
  /// Open addressing: an entry's number plus one, or zero; the size is a power of two.
  private var slots = WorkArray<UInt32>()

  init() {
    slots.extend(to: 256, with: 0)
    starts.append(0)
  }

  /// The type of a function with these parameters.
  mutating func type(
    _ parameters: [HeadParameter], _ result: PassedType, isVariadic: Bool, _ table: inout TypeTable
  ) -> Type {
    for parameter in parameters { words.append(Self.word(parameter.passed)) }
    return find(parameters.count, result, isVariadic, &table)
  }

  /// The type of a function that is called with these arguments.
  @inline(__always)
  mutating func type(
    _ body: borrowing Body, _ arguments: Range<Int>, _ result: PassedType, isVariadic: Bool, _ table: inout TypeTable
  ) -> Type {
    for index in arguments { words.append(Self.word(body.arguments[index].passed)) }
    return find(arguments.count, result, isVariadic, &table)
  }

  @inline(__always)
  private static func word(_ passed: PassedType) -> UInt32 {
    switch passed {
    case .none: 0
    case .word: 1
    case .long: 2
    case .single: 3
    case .double: 4
    case .signedByte: 5
    case .unsignedByte: 6
    case .signedHalf: 7
    case .unsignedHalf: 8
    case .environment: 9
    case .record(let type): 16 + type.rawValue
    }
  }

  private static func passed(_ word: UInt32) -> PassedType {
    switch word {
    case 0: .none
    case 1: .word
    case 2: .long
    case 3: .single
    case 4: .double
    case 5: .signedByte
    case 6: .unsignedByte
    case 7: .signedHalf
    case 8: .unsignedHalf
    case 9: .environment
    default: .record(Type(rawValue: word - 16))
    }
  }

  /// Finds the type of the words at the end, which are the parameters.
  private mutating func find(
    _ count: Int, _ result: PassedType, _ isVariadic: Bool, _ table: inout TypeTable
  ) -> Type {
    let start = Int(starts[starts.count - 1])
    words.append(Self.word(result) << 1 | (isVariadic ? 1 : 0))
    var hash: UInt32 = 0x811C_9DC5
    for index in start..<words.count { hash = (hash ^ words[index]) &* 0x0100_0193 }
    hash ^= hash >> 15
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      let entry = Int(slots[slot] - 1)
      let from = Int(starts[entry])
      if Int(starts[entry + 1]) - from == words.count - start, equals(from, start) {
        words.removeLast(to: start)
        return Type(rawValue: types[entry])
      }
      slot = (slot + 1) & mask
    }
    let parameters = (start..<(start + count)).map { Self.passed(words[$0]).parameter }
    let type = table.function(
      Signature(
        parameters, results: result == .none ? [] : [result.parameter], convention: .c, isVariadic: isVariadic))
    types.append(type.rawValue)
    starts.append(UInt32(words.count))
    slots[slot] = UInt32(types.count)
    if 2 * types.count > slots.count { grow() }
    return type
  }

  private func equals(_ from: Int, _ start: Int) -> Bool {
    for index in 0..<(words.count - start) where words[from + index] != words[start + index] { return false }
    return true
  }

  private mutating func grow() {
    var wider = WorkArray<UInt32>(repeating: 0, count: 4 * slots.count)
    for entry in 0..<types.count {
      var hash: UInt32 = 0x811C_9DC5
      for index in Int(starts[entry])..<Int(starts[entry + 1]) { hash = (hash ^ words[index]) &* 0x0100_0193 }
      hash ^= hash >> 15
      var slot = Int(hash) & (wider.count - 1)
      while wider[slot] != 0 { slot = (slot + 1) & (wider.count - 1) }
      wider[slot] = UInt32(entry) + 1
    }
    slots = wider
  }
}
