// Makes a program that shows something smaller, again and again, as long as it shows it.
//
// A part that is taken away leaves literals where its values stood; what is then no program, or does what is not defined,
// the caller refuses. One rule keeps programs comparable: the two instructions that give a float all its bits, whose
// results are named %nan… and %exact…, go together or stay.

/// Shrinks programs.
public struct Reducer {
  private let isInteresting: (String) -> Bool
  private var program: ProgramText
  private var types: [String: [String: String]]
  /// How often the program was tried, and how often at most.
  private var attempts = 0
  private let mostAttempts: Int

  /// The smallest program that is found which is still interesting.
  /// - Parameter isInteresting: whether a text shows what is looked for; it refuses what is no program.
  public static func reduce(_ text: String, attempts: Int = 20_000, while isInteresting: @escaping (String) -> Bool)
    -> String
  {
    guard let canonical = ProgramText.canonical(text), isInteresting(canonical.text) else { return text }
    var reducer = Reducer(canonical, attempts: attempts, isInteresting)
    reducer.run()
    return ProgramText.canonical(reducer.program.text)?.text ?? reducer.program.text
  }

  private init(
    _ canonical: (text: String, types: [String: [String: String]]), attempts: Int,
    _ isInteresting: @escaping (String) -> Bool
  ) {
    self.isInteresting = isInteresting
    program = ProgramText(canonical.text)
    types = canonical.types
    mostAttempts = attempts
  }

  private mutating func run() {
    var isSmaller = true
    while isSmaller, attempts < mostAttempts {
      let before = program
      emptyFunctions()
      removeItems()
      for pass in 0..<2 {
        removeInstructions()
        simplifyEnds()
        removeUnreachable()
        mergeBlocks()
        removeBlockParameters()
        removeItems()
        if pass == 0 { removeParameters() }
      }
      removeResults()
      simplifyOperands()
      isSmaller = program != before
    }
  }

  /// Takes a change if the program still shows what it must.
  @discardableResult
  private mutating func attempt(_ changed: ProgramText) -> Bool {
    guard attempts < mostAttempts, changed != program else { return false }
    attempts += 1
    let text = changed.text
    guard isInteresting(text) else { return false }
    program = changed
    if let canonical = ProgramText.canonical(text) { types = canonical.types }
    return true
  }

  // MARK: - Literals

  private func type(_ value: String, in function: String) -> String { types[function]?[value] ?? "" }

  private static func literals(_ type: String) -> [String] {
    switch type {
    case "bool": ["false", "true"]
    case "f32", "f64": ["0.0", "1.0"]
    case "ptr": ["null"]
    default: ["0", "1", "-1"]
    }
  }

  /// An instruction that makes a value of a literal, for places where only a value can stand.
  private static func constant(_ name: String, _ type: String, _ literal: String) -> TextInstruction? {
    switch type {
    case "bool": TextInstruction(results: [name], body: "or bool \(literal), false")
    case "f32", "f64": TextInstruction(results: [name], body: "select \(type) true, \(literal), 0.0")
    case "i8", "i16", "i32", "i64": TextInstruction(results: [name], body: "add \(type) \(literal), 0")
    default: nil
    }
  }

  /// A text with other words for some values.
  private static func substitute(_ text: String, _ words: [String: String]) -> String {
    guard text.contains("%"), !words.isEmpty else { return text }
    var result = ""
    var at = text.startIndex
    while at < text.endIndex {
      guard text[at] == "%" else {
        result.append(text[at])
        at = text.index(after: at)
        continue
      }
      let end = text[text.index(after: at)...].firstIndex {
        !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "." || $0 == "$")
      }
      let name = String(text[at..<(end ?? text.endIndex)])
      result += words[name] ?? name
      at = end ?? text.endIndex
    }
    return result
  }

  private static func substitute(_ item: inout TextItem, _ words: [String: String]) {
    guard !words.isEmpty else { return }
    for block in item.blocks.indices {
      for index in item.blocks[block].instructions.indices {
        item.blocks[block].instructions[index].body = substitute(item.blocks[block].instructions[index].body, words)
      }
    }
  }

  // MARK: - Items

  private mutating func removeItems() {
    var index = program.items.count - 1
    while index >= 0 {
      var changed = program
      changed.items.remove(at: index)
      attempt(changed)
      index -= 1
    }
    for index in program.items.indices where !program.items[index].isFunction {
      var line = program.items[index].lines.count - 1
      while line >= 0 {
        var changed = program
        changed.items[index].lines.remove(at: line)
        attempt(changed)
        line -= 1
      }
    }
  }

  /// Has functions give literals at once.
  private mutating func emptyFunctions() {
    for index in program.items.indices.reversed() where program.items[index].isFunction {
      guard program.items[index].blocks.count > 1 || program.items[index].blocks.first?.instructions.count ?? 0 > 1
      else { continue }
      guard let body = literalReturn(program.items[index]) else { continue }
      var changed = program
      let entry = TextBlock(label: "entry", parameters: [], instructions: [TextInstruction(body)])
      changed.items[index].blocks = [entry]
      if attempt(changed) { continue }
      // Without the calls of it, too: all at once.
      changed = program
      let call = "call \(program.items[index].name)("
      for other in changed.items.indices {
        var words: [String: String] = [:]
        for block in changed.items[other].blocks.indices {
          for line in changed.items[other].blocks[block].instructions where line.body.hasPrefix(call) {
            for result in line.results {
              words[result] = Self.literals(type(result, in: changed.items[other].name))[0]
            }
          }
          changed.items[other].blocks[block].instructions.removeAll { $0.body.hasPrefix(call) }
        }
        Self.substitute(&changed.items[other], words)
      }
      attempt(changed)
    }
  }

  private func literalReturn(_ function: TextItem) -> String? {
    var words: [String] = []
    for result in function.results {
      let type = String(result.prefix { $0 != " " })
      // The address of a record that is to be returned has no literal.
      if type.hasPrefix("$") { return nil }
      words.append(Self.literals(type)[0])
    }
    return words.isEmpty ? "return" : "return \(words.joined(separator: ", "))"
  }

  // MARK: - Instructions

  private mutating func removeInstructions() {
    for index in program.items.indices.reversed() where index < program.items.count && program.items[index].isFunction {
      for block in program.items[index].blocks.indices.reversed() {
        var size = max(1, program.items[index].blocks[block].instructions.count - 1)
        while size >= 1 {
          // Never what ends the block.
          var end = program.items[index].blocks[block].instructions.count - 1
          while end > 0 {
            let start = max(0, end - size)
            remove(start..<end, of: block, in: index)
            end = min(start, program.items[index].blocks[block].instructions.count - 1)
          }
          size = size == 1 ? 0 : (size + 1) / 2
        }
      }
    }
  }

  private mutating func remove(_ range: Range<Int>, of block: Int, in index: Int) {
    let name = program.items[index].name
    let lines = Array(program.items[index].blocks[block].instructions[range])
    var doomed = Set(lines.flatMap(\.results))
    // The two that belong together.
    for result in doomed where result.hasPrefix("%nan") { doomed.insert("%exact" + result.dropFirst(4)) }
    for choice in 0..<(range.count == 1 ? 3 : 1) {
      var words: [String: String] = [:]
      for result in doomed {
        let literals = Self.literals(type(result, in: name))
        words[result] = literals[min(choice, literals.count - 1)]
      }
      var changed = program
      for other in changed.items[index].blocks.indices {
        changed.items[index].blocks[other].instructions.removeAll { line in
          !line.results.isEmpty && line.results.allSatisfy { doomed.contains($0) }
        }
      }
      changed.items[index].blocks[block].instructions.removeAll {
        $0.results.isEmpty && lines.contains($0) && !$0.endsBlock
      }
      Self.substitute(&changed.items[index], words)
      if attempt(changed) { return }
    }
    // Where only a value can stand, one of a literal.
    guard range.count == 1, let line = lines.first, line.results.count == 1, !line.results[0].hasPrefix("%nan") else {
      return
    }
    let type = type(line.results[0], in: name)
    for literal in Self.literals(type) {
      guard let constant = Self.constant(line.results[0], type, literal), constant != line,
        !(line.body.hasSuffix(", 0") || line.body.hasSuffix(", 0.0") || line.body.hasSuffix("or bool false, false"))
      else { return }
      var changed = program
      changed.items[index].blocks[block].instructions[range.lowerBound] = constant
      if attempt(changed) { return }
    }
  }

  // MARK: - Control

  /// The places that a block can go to, each as it stands: `label(arguments)`.
  private static func destinations(_ line: TextInstruction) -> [String] {
    switch line.operation {
    case "jump": return [String(line.body.dropFirst(5))]
    case "branch": return Array(split(line.body.dropFirst(7)).dropFirst())
    case "switch":
      guard let open = line.body.firstIndex(of: "[") else { return [] }
      let head = split(line.body[..<open].dropFirst(7))
      var found = head.count > 1 ? [head[1]] : []
      for row in line.body[open...].split(separator: "\n") {
        if let colon = row.firstIndex(of: ":") { found.append(row[row.index(after: colon)...].trimmed) }
      }
      return found
    default: return []
    }
  }

  /// The parts between commas, where no parenthesis is open.
  private static func split(_ text: some StringProtocol) -> [String] {
    ArgumentList(in: "(\(String(text)))")?.arguments ?? []
  }

  private static func label(_ destination: String) -> String { String(destination.prefix { $0 != "(" }) }

  private mutating func simplifyEnds() {
    for index in program.items.indices where program.items[index].isFunction {
      for block in program.items[index].blocks.indices {
        guard block < program.items[index].blocks.count,
          let last = program.items[index].blocks[block].instructions.last
        else { continue }
        var simpler: [String] = []
        if last.operation != "return", let body = literalReturn(program.items[index]) { simpler.append(body) }
        if last.operation != "jump" { simpler += Set(Self.destinations(last)).sorted().map { "jump \($0)" } }
        simpler += Self.withoutOneCase(last)
        for body in simpler {
          var changed = program
          let place = changed.items[index].blocks[block].instructions.count - 1
          changed.items[index].blocks[block].instructions[place] = TextInstruction(body)
          changed.items[index].dropUnreachable(Self.reached(changed.items[index]))
          if attempt(changed) { break }
        }
      }
    }
  }

  private static func withoutOneCase(_ line: TextInstruction) -> [String] {
    guard line.operation == "switch" else { return [] }
    let rows = line.body.split(separator: "\n", omittingEmptySubsequences: false)
    return rows.indices.dropFirst().dropLast().map { row in
      rows.indices.filter { $0 != row }.map { String(rows[$0]) }.joined(separator: "\n")
    }
  }

  private static func reached(_ item: TextItem) -> Set<String> {
    var found: Set<String> = [item.blocks.first?.label ?? ""]
    var work = Array(found)
    while let label = work.popLast() {
      guard let last = item.blocks.first(where: { $0.label == label })?.instructions.last else { continue }
      for destination in destinations(last) where found.insert(Self.label(destination)).inserted {
        work.append(Self.label(destination))
      }
    }
    return found
  }

  private mutating func removeUnreachable() {
    for index in program.items.indices where program.items[index].isFunction {
      var changed = program
      changed.items[index].dropUnreachable(Self.reached(changed.items[index]))
      attempt(changed)
    }
  }

  /// Puts a block behind the only one that goes to it.
  private mutating func mergeBlocks() {
    for index in program.items.indices where program.items[index].isFunction {
      var block = program.items[index].blocks.count - 1
      while block > 0 {
        defer { block -= 1 }
        guard block < program.items[index].blocks.count else { continue }
        let target = program.items[index].blocks[block]
        let from = program.items[index].blocks.indices.filter { other in
          guard let last = program.items[index].blocks[other].instructions.last else { return false }
          return Self.destinations(last).contains { Self.label($0) == target.label }
        }
        guard from.count == 1, from[0] != block,
          let last = program.items[index].blocks[from[0]].instructions.last, last.operation == "jump"
        else { continue }
        let arguments = ArgumentList(in: last.body)?.arguments ?? []
        var words: [String: String] = [:]
        for (parameter, argument) in zip(target.parameters, arguments) {
          words[String(parameter.prefix { $0 != ":" })] = argument
        }
        var changed = program
        changed.items[index].blocks[from[0]].instructions.removeLast()
        changed.items[index].blocks[from[0]].instructions += target.instructions
        changed.items[index].blocks.remove(at: block)
        Self.substitute(&changed.items[index], words)
        attempt(changed)
      }
    }
  }

  private mutating func removeBlockParameters() {
    for index in program.items.indices where program.items[index].isFunction {
      for block in program.items[index].blocks.indices {
        var parameter = program.items[index].blocks[block].parameters.count - 1
        while parameter >= 0 {
          removeBlockParameter(parameter, of: block, in: index)
          parameter -= 1
        }
      }
    }
  }

  private mutating func removeBlockParameter(_ parameter: Int, of block: Int, in index: Int) {
    let item = program.items[index]
    let label = item.blocks[block].label
    let value = String(item.blocks[block].parameters[parameter].prefix { $0 != ":" })
    // What is handed over by the first that goes there, too.
    var choices = Self.literals(type(value, in: item.name))
    for other in item.blocks {
      guard let last = other.instructions.last else { continue }
      for destination in Self.destinations(last) where Self.label(destination) == label {
        let arguments = ArgumentList(in: destination)?.arguments ?? []
        if parameter < arguments.count, !choices.contains(arguments[parameter]), arguments[parameter] != value {
          choices.insert(arguments[parameter], at: 0)
        }
      }
    }
    for choice in choices.prefix(4) {
      var changed = program
      changed.items[index].blocks[block].parameters.remove(at: parameter)
      for other in changed.items[index].blocks.indices {
        guard var last = changed.items[index].blocks[other].instructions.popLast() else { continue }
        last.body = Self.dropArgument(parameter, of: label, in: last.body)
        changed.items[index].blocks[other].instructions.append(last)
      }
      Self.substitute(&changed.items[index], [value: choice])
      if attempt(changed) { return }
    }
  }

  /// A text without one of the arguments behind each place where a name stands.
  private static func dropArgument(_ argument: Int, of name: String, in text: String) -> String {
    var text = text
    var from = text.startIndex
    while let found = text[from...].firstRange(of: name + "(") {
      from = found.upperBound
      let before = found.lowerBound == text.startIndex ? " " : text[text.index(before: found.lowerBound)]
      guard before == " " || before == "(",
        let list = ArgumentList(in: text, from: text.index(before: found.upperBound)),
        argument < list.arguments.count
      else { continue }
      var arguments = list.arguments
      arguments.remove(at: argument)
      let offset = text.distance(from: text.startIndex, to: found.upperBound)
      if arguments.isEmpty, !name.hasPrefix("@") {
        // A block without arguments has no parentheses.
        text.replaceSubrange(
          text.index(before: list.range.lowerBound)..<text.index(after: list.range.upperBound), with: "")
        from = text.index(text.startIndex, offsetBy: min(offset, text.count))
      } else {
        text.replaceSubrange(list.range, with: arguments.joined(separator: ", "))
        from = text.index(text.startIndex, offsetBy: offset)
      }
    }
    return text
  }

  // MARK: - Signatures

  private mutating func removeParameters() {
    for index in program.items.indices where program.items[index].isFunction {
      var parameter = program.items[index].parameters.count - 1
      while parameter >= 0 {
        defer { parameter -= 1 }
        let words = program.items[index].parameters
        guard parameter < words.count, words[parameter] != "..." else { continue }
        let value = String(words[parameter].prefix { $0 != ":" })
        let name = program.items[index].name
        for literal in Self.literals(type(value, in: name)) {
          var changed = program
          var left = words
          left.remove(at: parameter)
          changed.items[index].parameters = left
          Self.substitute(&changed.items[index], [value: literal])
          for other in changed.items.indices {
            for block in changed.items[other].blocks.indices {
              for line in changed.items[other].blocks[block].instructions.indices
              where changed.items[other].blocks[block].instructions[line].operation.hasPrefix("call") {
                let body = changed.items[other].blocks[block].instructions[line].body
                changed.items[other].blocks[block].instructions[line].body = Self.dropArgument(
                  parameter, of: name, in: body)
              }
            }
          }
          if attempt(changed) { break }
        }
      }
    }
  }

  private mutating func removeResults() {
    for index in program.items.indices where program.items[index].isFunction {
      var result = program.items[index].results.count - 1
      while result >= 0 {
        removeResult(result, of: index)
        result -= 1
      }
    }
  }

  private mutating func removeResult(_ result: Int, of index: Int) {
    let item = program.items[index]
    guard item.name != "@main", let list = ArgumentList(in: item.head) else { return }
    var left = item.results
    left.remove(at: result)
    let arrow = left.isEmpty ? "" : left.count == 1 ? " -> \(left[0])" : " -> (\(left.joined(separator: ", ")))"
    let old = item.results.count == 1 ? " -> \(item.results[0])" : " -> (\(item.results.joined(separator: ", ")))"
    var changed = program
    let tail = String(item.head[list.range.upperBound...].dropFirst())
    guard tail.hasPrefix(old) else { return }
    changed.items[index].head = String(item.head[...list.range.upperBound]) + arrow + tail.dropFirst(old.count)
    for block in changed.items[index].blocks.indices {
      guard var last = changed.items[index].blocks[block].instructions.popLast() else { continue }
      if last.operation == "return" {
        var words = Self.split(last.body.dropFirst(6))
        if result < words.count { words.remove(at: result) }
        last.body = words.isEmpty ? "return" : "return \(words.joined(separator: ", "))"
      }
      changed.items[index].blocks[block].instructions.append(last)
    }
    for other in changed.items.indices {
      var words: [String: String] = [:]
      for block in changed.items[other].blocks.indices {
        for line in changed.items[other].blocks[block].instructions.indices {
          let call = changed.items[other].blocks[block].instructions[line]
          guard call.body.hasPrefix("call \(item.name)("), result < call.results.count else { continue }
          words[call.results[result]] = Self.literals(type(call.results[result], in: changed.items[other].name))[0]
          changed.items[other].blocks[block].instructions[line].results.remove(at: result)
        }
      }
      Self.substitute(&changed.items[other], words)
    }
    attempt(changed)
  }

  // MARK: - Operands

  /// Puts literals in place of values, and shorter ones in place of longer.
  private mutating func simplifyOperands() {
    for index in program.items.indices where program.items[index].isFunction {
      let name = program.items[index].name
      for block in program.items[index].blocks.indices {
        for line in program.items[index].blocks[block].instructions.indices {
          let instruction = program.items[index].blocks[block].instructions[line]
          // What gives a float all its bits stays as it is.
          if instruction.results.contains(where: { $0.hasPrefix("%nan") || $0.hasPrefix("%exact") }) { continue }
          let words = instruction.body.split(whereSeparator: { " ,()".contains($0) }).map(String.init)
          for word in Set(words.dropFirst()).sorted() {
            let choices: [String]
            if word.hasPrefix("%") {
              choices = Array(Self.literals(type(word, in: name)).prefix(2))
            } else if word.count > 1, word.first?.isNumber == true || word.hasPrefix("-") {
              choices = word.contains(".") || word.contains("p") ? ["0.0", "1.0"] : ["0", "1"]
            } else {
              continue
            }
            for choice in choices {
              guard line < program.items[index].blocks[block].instructions.count else { continue }
              var changed = program
              let body = changed.items[index].blocks[block].instructions[line].body
              changed.items[index].blocks[block].instructions[line].body =
                word.hasPrefix("%")
                ? Self.substitute(body, [word: choice]) : Self.replaceWord(word, with: choice, in: body)
              if attempt(changed) { break }
            }
          }
        }
      }
    }
  }

  private static func replaceWord(_ word: String, with other: String, in text: String) -> String {
    var result = ""
    var rest = text[...]
    while !rest.isEmpty {
      let blanks = rest.prefix { " ,()\n".contains($0) }
      rest = rest.dropFirst(blanks.count)
      let next = rest.prefix { !" ,()\n".contains($0) }
      rest = rest.dropFirst(next.count)
      result += blanks + (next == word ? other : String(next))
    }
    return result
  }
}

extension TextItem {
  fileprivate mutating func dropUnreachable(_ reached: Set<String>) {
    blocks.removeAll { !reached.contains($0.label) }
  }
}
