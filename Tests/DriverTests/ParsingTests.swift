// The command line is read by the table alone: these tests bring a table of their own.

import Testing

@testable import Driver

private enum Fruit: String, CaseIterable {
  case apple, banana, cherry
}

private let fruits = Option<[Fruit]>.choices("fruit", placeholder: "FRUIT", "What to pick")
private let output = Option<String?>.text("output", short: "o", placeholder: "FILE", values: .file, "Where to write")
private let quick = Option<Bool>.flag("quick", short: "q", "Hurry")
private let verbose = Option<Bool>.flag("verbose", short: "v", "Talk")
private let tree = Operand<String>.one("TREE", "The tree")
private let leaves = Operand<[String]>.anyNumber("LEAF", "Its leaves")
private let basket = Operand<String?>.optional("BASKET", values: .oneOf(["small", "large"]), "The basket")

private let root: Subcommand = .init(
  group: "garden", "a garden", examples: [],
  [
    .init(
      group: "orchard", "trees", examples: [],
      [
        .init(
          "pick", "pick fruit",
          options: [fruits.declaration, output.declaration, quick.declaration, verbose.declaration],
          operands: [tree.declaration, leaves.declaration], examples: []
        ) { (_, _) throws(Failure) in .success },
        .init("store", "store fruit", operands: [basket.declaration], examples: []) { (_, _) throws(Failure) in
          .success
        },
      ])
  ])

private func arguments(_ words: String...) throws -> Arguments { try arguments(words) }

private func arguments(_ words: [String]) throws -> Arguments {
  let request = try CommandLineParser.parse(words, root: root)
  guard case .run(_, let arguments) = request else {
    Issue.record("\(words) does not run anything")
    return Arguments()
  }
  return arguments
}

private func usageError(_ words: [String]) -> UsageError? {
  do throws(UsageError) {
    _ = try CommandLineParser.parse(words, root: root)
    return nil
  } catch {
    return error
  }
}

@Suite struct ParsingTests {
  @Test(arguments: [
    ["--fruit", "apple", "--fruit=cherry"], ["--fruit=apple", "--fruit", "cherry"],
  ])
  func aValueStandsBehindTheOptionOrBehindAnEqualsSign(_ words: [String]) throws {
    let given = try arguments(["orchard", "pick", "oak"] + words)
    #expect(given[fruits] == [.apple, .cherry])
    #expect(given[tree] == "oak")
  }

  @Test(arguments: [
    ["-o", "x"], ["-ox"], ["-qo", "x"], ["-qox"], ["--output=x"], ["--output", "x"], ["-o", "y", "-ox"],
  ])
  func aShortOptionTakesItsValueInTheSameWordOrTheNext(_ words: [String]) throws {
    let given = try arguments(["orchard", "pick"] + words + ["oak"])
    #expect(given[output] == "x")
    #expect(given[quick] == words[0].hasPrefix("-q"))
  }

  @Test func flagsCombine() throws {
    let given = try arguments("orchard", "pick", "-qv", "oak")
    #expect(given[quick] && given[verbose])
    let none = try arguments("orchard", "pick", "oak")
    #expect(!none[quick] && !none[verbose])
    #expect(none[output] == nil)
    #expect(none[fruits] == [])
  }

  @Test func operandsAreBoundFromTheLeft() throws {
    let given = try arguments("orchard", "pick", "oak", "-q", "a", "b")
    #expect(given[tree] == "oak")
    #expect(given[leaves] == ["a", "b"])
    #expect(try arguments("orchard", "store")[basket] == nil)
    #expect(try arguments("orchard", "store", "small")[basket] == "small")
  }

  @Test func afterTwoDashesEverythingIsAnOperand() throws {
    let given = try arguments("orchard", "pick", "--", "--fruit", "-q", "--")
    #expect(given[tree] == "--fruit")
    #expect(given[leaves] == ["-q", "--"])
    #expect(!given[quick])
  }

  @Test func aSingleDashIsAnOperandOrAValue() throws {
    let given = try arguments("orchard", "pick", "-", "-o", "-")
    #expect(given[tree] == "-")
    #expect(given[output] == "-")
  }

  @Test func anEmptyWordIsAnOperand() throws {
    #expect(try arguments("orchard", "pick", "")[tree] == "")
  }

  @Test(arguments: [
    (["--help"], "garden"), (["-h", "orchard", "pick"], "garden orchard pick"), (["orchard", "-h"], "garden orchard"),
    (["orchard", "pick", "--fruit=apple", "--help", "x"], "garden orchard pick"),
    (["orchard", "pick", "-qh"], "garden orchard pick"),
  ])
  func helpIsOfTheSubcommandSoFar(_ words: [String], _ spelling: String) throws {
    guard case .help(let path, _) = try CommandLineParser.parse(words, root: root) else {
      Issue.record("not help")
      return
    }
    #expect(path.spelling == spelling)
  }

  @Test func versionIsOfTheWhole() throws {
    guard case .version = try CommandLineParser.parse(["--version"], root: root) else {
      Issue.record("not the version")
      return
    }
    #expect(usageError(["orchard", "--version"])?.message == "'garden orchard' has no option '--version'")
  }

  @Test(
    arguments: [
      ([], "no subcommand given", ["subcommands are orchard"]),
      (["orchart"], "'garden' has no subcommand 'orchart'", ["did you mean 'orchard'?"]),
      (["zzz"], "'garden' has no subcommand 'zzz'", ["subcommands are orchard"]),
      (["orchard"], "no subcommand given", ["subcommands are pick and store"]),
      (
        ["orchard", "--quick", "pick"], "'garden orchard' has no option '--quick'",
        ["'--quick' comes after a subcommand: pick"]
      ),
      (["orchard", "pick"], "TREE is missing", ["TREE: The tree"]),
      (
        ["orchard", "pick", "--friut=apple"], "'garden orchard pick' has no option '--friut'",
        ["did you mean '--fruit'?"]
      ),
      (["orchard", "pick", "-x"], "'garden orchard pick' has no option '-x'", []),
      (["orchard", "pick", "--quick=yes"], "option '--quick' takes no value", []),
      (["orchard", "pick", "oak", "-o"], "option '-o' needs a value", ["FILE is the path of a file"]),
      (
        ["orchard", "pick", "--fruit=aple"], "option '--fruit' cannot be 'aple'",
        ["did you mean 'apple'?", "FRUIT is apple, banana or cherry"]
      ),
      (["orchard", "store", "small", "x"], "'garden orchard store' has no use for 'x'", []),
      (
        ["orchard", "store", "smal"], "BASKET cannot be 'smal'", ["did you mean 'small'?", "BASKET is small or large"]
      ),
    ] as [([String], String, [String])])
  func wrongUseIsExplained(_ words: [String], _ message: String, _ hints: [String]) {
    let error = usageError(words)
    #expect(error?.message == message)
    #expect(error?.hints == hints)
  }

  @Test func theMessageHeedsTheColourThatWasAskedFor() {
    #expect(usageError(["--color=always", "zzz"])?.color == .always)
    #expect(usageError(["zzz", "--color=always"])?.color == .auto)
  }
}
