// Rules that every row of the command table keeps.

import Testing

@testable import Driver

/// Visits every subcommand.
func forEachPath(_ visit: (CommandPath) throws -> Void) rethrows {
  func walk(_ path: CommandPath) throws {
    try visit(path)
    for child in path.leaf.children {
      var below = path
      below.append(child)
      try walk(below)
    }
  }
  try walk(CommandPath(root: Command.table))
}

@Suite struct TableTests {
  @Test func namesAndSummariesReadAlike() {
    forEachPath { path in
      let row = path.leaf
      #expect(row.summary.first?.isLowercase == true && row.summary.last != ".", "\(path.spelling)")
      #expect(!row.examples.isEmpty, "\(path.spelling) has no example")
      #expect(row.exits.map(\.code).contains(.wrongUse), "\(path.spelling) can be used wrongly")
      for text in path.options.map(\.summary) + row.operands.map(\.summary) {
        #expect(text.last != ".", "\(path.spelling): \(text)")
      }
      for paragraph in row.description { #expect(paragraph.last == ".", "\(path.spelling): \(paragraph)") }
    }
  }

  @Test func spellingsAreUnique() {
    forEachPath { path in
      let long = path.options.map(\.name)
      #expect(Set(long).count == long.count, "\(path.spelling)")
      let short = path.options.compactMap(\.short)
      #expect(Set(short).count == short.count, "\(path.spelling)")
      let children = path.leaf.children.map(\.name)
      #expect(Set(children).count == children.count, "\(path.spelling)")
      let operands = path.leaf.operands.map(\.name)
      #expect(Set(operands).count == operands.count, "\(path.spelling)")
    }
  }

  /// What stands behind an open operand could never be given.
  @Test func onlyTheLastOperandIsOpen() {
    forEachPath { path in
      #expect(!path.leaf.operands.dropLast().contains { $0.arity.isOpen }, "\(path.spelling)")
    }
  }

  /// An example that does not work is worse than none.
  @Test func everyExampleIsAllowed() throws {
    try forEachPath { path in
      for example in path.leaf.examples {
        // What a shell does around the command is not the command's.
        var line = Substring(example.command)
        if let start = line.firstRange(of: "<(") { line = line[start.upperBound...].prefix { $0 != ")" } }
        line = line.prefix { $0 != ">" && $0 != "|" && $0 != "<" }
        let words = line.split(separator: " ").map(String.init)
        guard let start = words.firstIndex(of: "weft") else {
          // A pipe into weft.
          let tail = example.command.split(separator: "|").last?.split(separator: " ").map(String.init) ?? []
          #expect(tail.first == "weft", "\(example.command)")
          _ = try CommandLineParser.parse(Array(tail.dropFirst()), root: Command.table)
          continue
        }
        _ = try CommandLineParser.parse(Array(words[(start + 1)...]), root: Command.table)
      }
    }
  }
}
