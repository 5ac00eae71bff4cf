// A program's text as items, blocks and instructions, so that parts of it can be taken away.

import IR

/// An instruction, or what ends a block.
struct TextInstruction: Equatable {
  /// The names of its results.
  var results: [String]
  /// All behind the '='.
  var body: String

  var text: String { results.isEmpty ? body : "\(results.joined(separator: ", ")) = \(body)" }

  /// Takes a line apart.
  init(_ line: String) {
    if line.hasPrefix("%"), let equals = line.firstRange(of: " = ") {
      results = line[..<equals.lowerBound].split(separator: ",").map { $0.trimmed }
      body = String(line[equals.upperBound...])
    } else {
      results = []
      body = line
    }
  }

  init(results: [String], body: String) {
    self.results = results
    self.body = body
  }

  /// The operation's name.
  var operation: Substring { body.prefix { $0 != " " } }

  var endsBlock: Bool {
    ["jump", "branch", "switch", "return", "trap", "unreachable", "call.tail", "call.tail.indirect"]
      .contains(String(operation))
  }
}

/// A block of a function.
struct TextBlock: Equatable {
  var label: String
  /// Each as it stands: `%x: i32`.
  var parameters: [String]
  var instructions: [TextInstruction]

  var head: String { parameters.isEmpty ? "\(label):" : "\(label)(\(parameters.joined(separator: ", "))):" }
}

/// What stands at the outermost level.
struct TextItem: Equatable {
  /// Its first line, up to the brace.
  var head: String
  /// Of what is no function, the lines within.
  var lines: [String] = []
  /// Of a function, its blocks.
  var blocks: [TextBlock] = []

  var isFunction: Bool { head.hasPrefix("func ") }

  /// The function's name with its sign.
  var name: String { String(head.dropFirst(5).prefix { $0 != "(" }) }

  /// What stands between the first parentheses: the parameters.
  var parameters: [String] {
    get { ArgumentList(in: head)?.arguments ?? [] }
    set {
      guard let list = ArgumentList(in: head) else { return }
      head.replaceSubrange(list.range, with: newValue.joined(separator: ", "))
    }
  }

  /// The types of the results, each with what is said of it.
  var results: [String] {
    guard let list = ArgumentList(in: head) else { return [] }
    var rest = head[list.range.upperBound...].dropFirst()
    guard rest.hasPrefix(" -> ") else { return [] }
    rest = rest.dropFirst(4)
    if rest.hasPrefix("(") { return ArgumentList(in: String(rest))?.arguments ?? [] }
    let words = rest.split(separator: " ")
    return words.first.map { [String($0)] } ?? []
  }

  var text: String {
    guard isFunction else { return head + " {\n" + lines.map { "  \($0)\n" }.joined() + "}\n\n" }
    return head + " {\n"
      + blocks.map { block in
        block.head + "\n" + block.instructions.map { "  \($0.text)\n" }.joined()
      }.joined() + "}\n\n"
  }
}

/// The arguments between a pair of parentheses, at the outermost level.
struct ArgumentList {
  /// What stands between them.
  let range: Range<String.Index>
  let arguments: [String]

  /// Those of the first pair at or behind a place.
  init?(in text: String, from start: String.Index? = nil) {
    guard let open = text[(start ?? text.startIndex)...].firstIndex(of: "(") else { return nil }
    var depth = 0
    var words: [String] = []
    var from = text.index(after: open)
    var at = open
    while at < text.endIndex {
      switch text[at] {
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      default: break
      }
      if depth == 1, text[at] == "," {
        words.append(text[from..<at].trimmed)
        from = text.index(after: at)
      }
      if depth == 0 { break }
      at = text.index(after: at)
    }
    guard at < text.endIndex else { return nil }
    let last = text[from..<at].trimmed
    if !last.isEmpty { words.append(last) }
    range = text.index(after: open)..<at
    arguments = words
  }
}

/// A program, as it is reduced.
struct ProgramText: Equatable {
  var items: [TextItem]

  var text: String { items.map(\.text).joined() }

  /// Takes a program's canonical text apart.
  init(_ text: String) {
    items = []
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.trimmed }[...]
    while let line = lines.popFirst() {
      if line.isEmpty || line.hasPrefix(";") { continue }
      guard line.hasSuffix("{") else {
        items.append(TextItem(head: line))
        continue
      }
      var item = TextItem(head: line.dropLast().trimmed)
      while let line = lines.popFirst(), line != "}" {
        if line.isEmpty || line.hasPrefix(";") { continue }
        guard item.isFunction else {
          // A part of an object in the shape of a record or an array stands on several lines.
          var whole = line
          var depth = Self.depth(line)
          while depth > 0, let more = lines.popFirst() {
            whole += " " + more
            depth += Self.depth(more)
          }
          item.lines.append(whole)
          continue
        }
        var whole = line
        // A switch stands on several lines.
        if whole.hasSuffix("[") {
          while let more = lines.popFirst() { whole += "\n    " + more; if more == "]" { break } }
        }
        if whole.hasSuffix(":"), !whole.contains(" = ") {
          let list = ArgumentList(in: whole)
          item.blocks.append(
            TextBlock(
              label: String(whole.dropLast().prefix { $0 != "(" }), parameters: list?.arguments ?? [], instructions: [])
          )
        } else if !item.blocks.isEmpty {
          item.blocks[item.blocks.count - 1].instructions.append(TextInstruction(whole))
        }
      }
      items.append(item)
    }
  }

  /// How many braces more a line opens than it closes.
  private static func depth(_ line: String) -> Int {
    line.reduce(0) { $0 + ($1 == "{" ? 1 : $1 == "}" ? -1 : 0) }
  }

  /// The program in its canonical form, where it is one; with the types of all values, by function and name.
  static func canonical(_ text: String) -> (text: String, types: [String: [String: String]])? {
    let result = Module.read([ModuleSource(name: "program.wir", bytes: Array(text.utf8))])
    guard result.diagnostics.isEmpty else { return nil }
    let module = result.module
    var types: [String: [String: String]] = [:]
    for function in module.functions {
      var ofFunction: [String: String] = [:]
      for value in function.values.keys where value.index < function.valueNames.count {
        let name = function.valueNames[value]
        ofFunction["%" + module.names.string(name)] = module.spelling(of: function.values[value].type)
      }
      types["@" + module.name(of: function.symbol)] = ofFunction
    }
    return (String(decoding: module.text(), as: UTF8.self), types)
  }
}

extension StringProtocol {
  /// Without blanks on both sides.
  var trimmed: String {
    var slice = self[startIndex..<endIndex]
    while slice.first == " " || slice.first == "\t" { slice = slice.dropFirst() }
    while slice.last == " " || slice.last == "\t" { slice = slice.dropLast() }
    return String(slice)
  }
}
