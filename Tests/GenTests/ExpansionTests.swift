// The generators that are written in the IR: the reference machine executes them beside the operations that they stand
// for. Here that is `fma.f`, on all triples of edge values and on random ones; `SHA256ExpansionTests` has the other.

import Foundation
import Gen
import IR
import TestSupport
import Testing
import VM

@Suite struct ExpansionTests {
  /// An operation of three floats and its expansion.
  struct Case: CustomTestStringConvertible, Sendable {
    let generator: Generator
    let type: String
    /// How many bits there are of fraction and exponent.
    let fractionBits: Int
    let exponentBits: Int

    var testDescription: String { generator.name }
    var integer: String { type == "f32" ? "i32" : "i64" }
    var bias: Int { (1 << (exponentBits - 1)) - 1 }
  }

  static let cases = [
    Case(generator: .fusedMultiplyAddShort, type: "f32", fractionBits: 23, exponentBits: 8),
    Case(generator: .fusedMultiplyAdd, type: "f64", fractionBits: 52, exponentBits: 11),
  ]

  /// Another seed, and more random triples, for the campaign.
  static let seed = ProcessInfo.processInfo.environment["WEFT_SEED"].flatMap { UInt64($0) } ?? 1
  static let count = ProcessInfo.processInfo.environment["WEFT_COUNT"].flatMap { Int($0) } ?? 10_000

  @Test func everyExpansionIsTested() {
    #expect(Set(Self.cases.map(\.generator) + [SHA256ExpansionTests.generator]) == Set(Generator.expansions))
  }

  /// A text is a function of the generator's name, and needs nothing beside its code.
  @Test(arguments: Generator.expansions) func standsAlone(generator: Generator) throws {
    let text = try #require(generator.expansion)
    let result = Module.read([ModuleSource(name: "expansion.wir", bytes: Array(text.utf8))])
    #expect(Self.faults(of: result).isEmpty)
    let module = result.module
    #expect(module.functions.count == 1 && module.data.isEmpty && module.symbols.count == 1)
    #expect(module.symbol(named: generator.name) == module.functions.first?.symbol)
    for level in GenerationOptions.Level.allCases {
      for features in [ProcessorFeatures.level1, .level2, .level3] {
        var options = GenerationOptions()
        options.level = level
        options.features = features
        let code = try module.generateCode(options)
        #expect(code.relocations.isEmpty && code.constants.isEmpty && code.traps.isEmpty)
        #expect(code.parts.map(\.source) == [.function(0)])
      }
    }
  }

  @Test(arguments: cases) func doesWhatTheOperationDoes(item: Case) throws {
    let text = try #require(item.generator.expansion)
    let found = try Self.firstDifference(item, text, triples: Self.count)
    #expect(found == nil, "of \(found ?? []), bits in hexadecimal, it gives another result")
    let edges = Self.edges(item).count
    let counts = "\(edges * edges * edges) triples of edges and \(2 * Self.count) others agree"
    print("expansions: seed \(Self.seed), \(item.generator.name): \(counts)")
  }

  /// Each of these faults is found.
  @Test(arguments: [
    (0, "%side = shr.s i64 %signs, 63", "%side = shr.s i64 %lostbits, 63"),
    (0, "%r = demote f32 %t", "%r = demote f32 %s"),
    (1, "%half1 = add i64 %half, %odd", "%half1 = add i64 %half, 1"),
    (1, "%some = ne i64 %fallen, 0", "%some = ne i64 %fallen, %fallen"),
    (1, "%kd = ne i64 %kb, 0", "%kd = ne i64 %kb, %kb"), (1, "%mz = shl i64 %z, 1", "%mz = shl i64 %z, 2"),
    (1, "%nsign = not i64 %sign", "%nsign = or i64 %sign, 0"), (1, "return 0.0", "return -0.0"),
    (1, "%ux = lt.u i64 %bx, 2046", "%ux = lt.u i64 %bx, 2047"),
    (1, "%tiny = le.s i64 %e, 0", "%tiny = lt.s i64 %e, 0"),
  ])
  func findsAFault(index: Int, right: String, wrong: String) throws {
    let item = Self.cases[index]
    let text = try #require(item.generator.expansion)
    let broken = text.replacingOccurrences(of: right, with: wrong)
    #expect(broken != text)
    #expect(try Self.firstDifference(item, broken, triples: Self.count) != nil)
  }

  /// What is wrong with a text, but for its names: those of generators are not a program's to give.
  static func faults(of result: ParseResult) -> [ModuleDiagnostic] {
    result.diagnostics.filter { !$0.message.hasSuffix("is a name of the runtime's") }
  }

  // MARK: - The comparison

  /// The operands of which the two give different results, as their bits.
  static func firstDifference(_ item: Case, _ expansion: String, triples: Int) throws -> [String]? {
    let source = program(item, triples: triples) + expansion + "\n"
    let result = Module.read([ModuleSource(name: "check.wir", bytes: Array(source.utf8))])
    try #require(faults(of: result).isEmpty, "\(result.diagnostics)")
    let run = try ProgramRun(result.module, maximumSteps: .max)
    guard run.outcome != .exited(42) else { return nil }
    let bytes = run.machine.output
    return (0..<bytes.count / 8).map { word in
      String((0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[8 * word + $1]) << UInt64(8 * $1) }, radix: 16)
    }
  }

  /// Zeros, the least and greatest of subnormal and other numbers, numbers around one and with sums that are as near to one
  /// neighbour as to the other, but for the last bits of a product; infinity, no number. All with both signs.
  static func edges(_ item: Case) -> [UInt64] {
    let (bits, bias) = (item.fractionBits, item.bias)
    let all = (1 << bits) - 1
    let last = 2 * bias
    let half = bits / 2
    let numbers = [
      (0, 0), (0, 1), (0, all), (0, 1 << (bits - 1)), (1, 0), (1, 1), (bias, 0), (bias, 1), (bias, all), (bias + 1, 0),
      (bias + 1, 1 << (bits - 1)), (bias - 1, all), (bias, 1 << (bits - half)),
      (bias - 1, all + 1 - 1 << (bits - half + 1) + 1 << (bits - 2 * half + 1)), (bias + bits + 1, 0),
      (bias + bits + 1, 1), (bias - bits - 1, 0), (bias - bits - 2, 1), (bias + bits, 0), (last, all), (last, 0),
      (last - bits - 1, 0), (bias / 2, 1), (bias / 2 - half, all), (bits + 1, 0), (last + 1, 0),
      (last + 1, 1 << (bits - 1)),
    ]
    return [0, 1].flatMap { sign in
      numbers.map { UInt64(sign) << UInt64(bits + item.exponentBits) | UInt64($0) << UInt64(bits) | UInt64($1) }
    }
  }

  /// A function that gives another number each time.
  static let randomNumbers = """
    data @seed writable {
      i64 \(seed)
    }

    func @random() -> i64 {
    entry:
      %old = load i64 @seed
      %new = add i64 %old, 0x9e3779b97f4a7c15
      store i64 %new, @seed
      %a = shr.u i64 %new, 30
      %b = xor i64 %new, %a
      %c = mul i64 %b, 0xbf58476d1ce4e5b9
      %d = shr.u i64 %c, 27
      %e = xor i64 %c, %d
      %f = mul i64 %e, 0x94d049bb133111eb
      %g = shr.u i64 %f, 31
      %h = xor i64 %f, %g
      return %h
    }

    """

  /// A program that compares the two, and exits with 42 where they agree; else it writes the operands, and exits with 1.
  private static func program(_ item: Case, triples: Int) -> String {
    let (type, integer) = (item.type, item.integer)
    let edges = edges(item)
    return """
      data @edges {
      \(edges.map { "  i64 \($0)" }.joined(separator: "\n"))
      }

      \(randomNumbers)
      data @found writable {
        zero 24
      }

      func @float(%w: i64) -> \(type) {
      entry:
        %x = \(integer == "i64" ? "or i64 %w, 0" : "trunc i32 %w")
        %f = bitcast \(type) %x
        return %f
      }

      ; A number with an exponent, and with a fraction that has few ones, few zeros, or as many.
      func @number(%exponent: i64) -> i64 {
      entry:
        %r = call @random()
        %s = call @random()
        %u = call @random()
        %kind = and i64 %u, 3
        %rs = and i64 %r, %s
        %turned = rotl i64 %r, 17
        %few = and i64 %rs, %turned
        %many = not i64 %few
        %isfew = eq i64 %kind, 1
        %ismany = eq i64 %kind, 2
        %one = select i64 %isfew, %few, %r
        %bits = select i64 %ismany, %many, %one
        %fraction = and i64 %bits, \((1 << item.fractionBits) - 1)
        %e = and i64 %exponent, \((1 << item.exponentBits) - 1)
        %placed = shl i64 %e, \(item.fractionBits)
        %negative = shr.u i64 %u, 63
        %sign = shl i64 %negative, \(item.fractionBits + item.exponentBits)
        %v = or i64 %fraction, %placed
        %w = or i64 %v, %sign
        return %w
      }

      func @check(%a: i64, %b: i64, %c: i64) -> bool {
      entry:
        %x = call @float(%a)
        %y = call @float(%b)
        %z = call @float(%c)
        %r = fma.f \(type) %x, %y, %z
        %s = call @\(item.generator.name)(%x, %y, %z)
        %nor = unordered.f \(type) %r, %r
        %nos = unordered.f \(type) %s, %s
        %none = and bool %nor, %nos
        %rb = bitcast \(integer) %r
        %sb = bitcast \(integer) %s
        %same = eq \(integer) %rb, %sb
        %ok = or bool %none, %same
        branch %ok, good, bad
      good:
        return true
      bad:
        store i64 %a, @found
        %second = offset @found, 8
        store i64 %b, %second
        %third = offset @found, 16
        store i64 %c, %third
        %n = syscall write(1, @found, 24)
        return false
      }

      func @edge(%index: i64) -> i64 {
      entry:
        %at = element i64 @edges, %index
        %r = load i64 %at
        return %r
      }

      func @triple() -> bool {
      entry:
        %r1 = call @random()
        %r2 = call @random()
        %a = call @number(%r1)
        %b = call @number(%r2)
        ; The exponent of what is added: any, or one not far from that of the product.
        %r3 = call @random()
        %kind = and i64 %r3, 3
        %isany = eq i64 %kind, 0
        %any = shr.u i64 %r3, 20
        %wide = rem.u i64 %any, 240
        %both = sub i64 %wide, 120
        %away = shr.s i64 %both, %kind
        %sum = add i64 %r1, %r2
        %product = sub i64 %sum, \(item.bias)
        %near = add i64 %product, %away
        %e = select i64 %isany, %any, %near
        %c = call @number(%e)
        %ok = call @check(%a, %b, %c)
        branch %ok, cancel, bad
      cancel:
        ; The product taken away again, nearly.
        %x = call @float(%a)
        %y = call @float(%b)
        %p = mul.f \(type) %x, %y
        %n = neg.f \(type) %p
        %nb = bitcast \(integer) %n
        %nw = \(integer == "i64" ? "or i64 %nb, 0" : "ext.u i64 %nb")
        %few = and i64 %r3, 7
        %off = sub i64 %few, 3
        %c2 = add i64 %nw, %off
        %ok2 = call @check(%a, %b, %c2)
        return %ok2
      bad:
        return false
      }

      func @main() -> i32 {
      entry:
        jump first(0)
      first(%i: i64):
        jump second(0)
      second(%j: i64):
        jump third(0)
      third(%k: i64):
        %a = call @edge(%i)
        %b = call @edge(%j)
        %c = call @edge(%k)
        %ok = call @check(%a, %b, %c)
        branch %ok, nextthird, bad
      nextthird:
        %k1 = add i64 %k, 1
        %km = lt.u i64 %k1, \(edges.count)
        branch %km, third(%k1), nextsecond
      nextsecond:
        %j1 = add i64 %j, 1
        %jm = lt.u i64 %j1, \(edges.count)
        branch %jm, second(%j1), nextfirst
      nextfirst:
        %i1 = add i64 %i, 1
        %im = lt.u i64 %i1, \(edges.count)
        branch %im, first(%i1), random(0)
      random(%n: i64):
        %more = lt.u i64 %n, \(triples)
        branch %more, go, done
      go:
        %good = call @triple()
        %n1 = add i64 %n, 1
        branch %good, random(%n1), bad
      done:
        return 42
      bad:
        return 1
      }


      """
  }
}
