// Random C records from a seed: declarations of every kind that the layout engine takes, all of them valid C to gcc.

public import Layout
import TestSupport

/// Makes random records for one target.
public struct RandomRecordGenerator {
  /// What the records are for.
  public enum Profile: Sendable {
    /// Every kind of member, up to large records.
    case layout
    /// Small records with many floating-point members: what registers may hold.
    case byValue
  }

  /// What the records are laid out for.
  public let target: Target
  /// What they are for.
  public let profile: Profile
  private var random: SeededGenerator
  private var nameCount = 0
  /// The `#pragma pack` that holds where the generator is.
  private var limit: UInt64?

  /// The records of a seed.
  public init(seed: UInt64, target: Target, profile: Profile) {
    self.target = target
    self.profile = profile
    random = SeededGenerator(seed: seed)
  }

  /// The next record that has a layout, tagged `tag`.
  public mutating func record(tag: String) -> RecordDeclaration {
    while true {
      nameCount = 0
      let declaration = makeRecord(tag: tag, depth: 0)
      var engine = LayoutEngine(target: target)
      guard let layout = try? engine.layout(of: declaration) else { continue }
      if layout.size <= (profile == .layout ? 4096 : 64) { return declaration }
    }
  }

  private mutating func freshName(_ prefix: String) -> String {
    nameCount += 1
    return "\(prefix)\(nameCount)"
  }

  private mutating func makeRecord(tag: String?, depth: Int) -> RecordDeclaration {
    // A pragma cannot stand within a member, so a record without a tag has that of the text around it.
    let outerLimit = limit
    defer { limit = outerLimit }
    if tag != nil { limit = random.chance(15) ? random.pick([1, 2, 4, 8, 16]) : nil }
    let kind: RecordKind = random.chance(depth == 0 ? 15 : 35) ? .union : .structure
    let most = profile == .layout ? [9, 6, 4, 3][min(depth, 3)] : [4, 3, 2, 1][min(depth, 3)]
    let count = random.chance(4) ? 0 : Int.random(in: 1...most, using: &random)
    let isPacked = random.chance(profile == .layout ? 25 : 15)
    var members: [MemberDeclaration] = []
    for _ in 0..<count { members.append(makeMember(depth: depth)) }
    if kind == .structure, members.contains(where: { $0.name != nil }), random.chance(5) {
      members.append(
        MemberDeclaration(freshName("m"), .array(element: makeType(depth: depth + 1), count: nil)))
    }
    return RecordDeclaration(
      kind, tag: tag, members: members, isPacked: isPacked, alignment: random.chance(12) ? makeAlignment() : nil,
      greatestMemberAlignment: limit)
  }

  private mutating func makeAlignment() -> UInt64 {
    profile == .layout && random.chance(3)
      ? 1 << UInt64.random(in: 7...10, using: &random) : random.pick([1, 2, 4, 8, 16, 32])
  }

  private mutating func makeMember(depth: Int) -> MemberDeclaration {
    if depth < 3 && random.chance(6) {
      // An attribute after an anonymous record would be the record's, so the member has none.
      return MemberDeclaration(nil, .record(makeRecord(tag: nil, depth: depth + 1)))
    }
    let isPacked = random.chance(8)
    let alignment = random.chance(8) ? makeAlignment() : nil
    if random.chance(profile == .layout ? 40 : 18) {
      let (type, widest) = makeBitfieldType()
      if random.chance(10) {
        return MemberDeclaration(nil, type, bitWidth: 0, isPacked: isPacked, alignment: alignment)
      }
      let width =
        random.chance(20) ? widest : random.chance(20) ? widest / 2 + 1 : UInt64.random(in: 1...widest, using: &random)
      return MemberDeclaration(
        random.chance(15) ? nil : freshName("m"), type, bitWidth: min(width, widest), isPacked: isPacked,
        alignment: alignment)
    }
    return MemberDeclaration(freshName("m"), makeType(depth: depth), isPacked: isPacked, alignment: alignment)
  }

  private mutating func makeBitfieldType() -> (CType, UInt64) {
    let scalar = random.pick(Scalar.allCases.filter { !$0.isFloating })
    let plain: CType
    let widest: UInt64
    if random.chance(15) {
      let enumeration = makeEnumeration()
      plain = .enumeration(tag: enumeration.tag, underlying: enumeration.scalar)
      widest = 8 * enumeration.scalar.size
    } else {
      plain = .scalar(scalar)
      widest = scalar == .bool ? 1 : 8 * scalar.size
    }
    return (random.chance(10) ? .alias(name: freshName("t"), of: plain, alignment: makeAlignment()) : plain, widest)
  }

  private mutating func makeEnumeration() -> (tag: String, scalar: Scalar) {
    let choice = random.pick(CSource.enumerations)
    return (choice.tag, choice.scalar)
  }

  private mutating func makeType(depth: Int) -> CType {
    let type = makeUnaliasedType(depth: depth)
    guard random.chance(12) else { return type }
    return .alias(name: freshName("t"), of: type, alignment: random.chance(70) ? makeAlignment() : nil)
  }

  private mutating func makeUnaliasedType(depth: Int) -> CType {
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<14 where depth < 4:
      let element = makeType(depth: depth + 1)
      let count = random.chance(12) ? 0 : UInt64.random(in: 1...(profile == .layout ? 6 : 3), using: &random)
      return .array(element: element, count: count)
    case 14..<28 where depth < 3:
      return .record(makeRecord(tag: random.chance(60) ? freshName("s") : nil, depth: depth + 1))
    case 28..<34: return .pointer(spelling: "void *")
    case 34..<40:
      let enumeration = makeEnumeration()
      return .enumeration(tag: enumeration.tag, underlying: enumeration.scalar)
    case 40..<46:
      let element = random.pick(
        [.char, .unsignedShort, .int, .unsignedLongLong, .float, .double] as [Scalar])
      // Wider ones than any register too. By value at least eight bytes: smaller ones are no machine vectors, and
      // compilers differ about them.
      let exponent = UInt64.random(in: profile == .layout ? 1...10 : 3...6, using: &random)
      return .vector(element: element, count: max(1, (1 << exponent) / element.size))
    case 46..<50: return .complex(random.pick([.float, .double, .longDouble, .int, .short, .longLong, .char]))
    case 50..<60 where profile == .byValue: return .scalar(random.pick([.float, .double, .float, .longDouble]))
    case 60..<75 where profile == .byValue: return .scalar(random.pick([.float, .double]))
    default:
      return .scalar(random.pick(Scalar.allCases.filter { $0 != .bfloat16 && ($0 != .float16 || target != .riscv64) }))
    }
  }
}
