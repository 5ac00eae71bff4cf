// What a program says of its own run, in comments wherever in its text, behind `;` in the IR and behind `#` in QBE's language:
//
//     ; args: one "two words"      its arguments, behind its name
//     ; stdin: a line              a line of its standard input
//     ; stdout: a line             a line of its standard output
//     ; stderr: a line             a line of its standard error, the first ones; none where nothing is said
//     ; status: 3                  its exit status; 134 for a trap or a deadlock
//     ; schedules: 20              the schedules of the seeds 1 to 20 do the same
//     ; steps: 1000                it may execute so many instructions
//     ; outcomes: 0 1 3            what its status is under some seed of 1 to 400, each of these and no other
//     ; measures: wall_us port     what it prints behind `wall_us=` and `port=` is a number of the run; the lines say `wall_us=N`
//     ; native status: 139         its status as machine code, which does not look at accesses and ends as by the signal
//     ; unordered: why             the lines of its standard output come in any order

/// The run that a program's text states.
public struct ProgramExpectation: Sendable {
  /// Its arguments, behind its name.
  public private(set) var arguments: [String] = []
  /// What its standard input is.
  public private(set) var input = ""
  /// What its standard output is.
  public private(set) var output = ""
  /// What the first lines of its standard error are.
  public private(set) var errors: [String] = []
  /// Its exit status, if one is stated.
  public private(set) var statedStatus: Int?
  /// How many schedules do the same.
  public private(set) var schedules: UInt64 = 0
  /// How many instructions it may execute, if that is stated.
  public private(set) var steps: UInt64?
  /// What its status is under some seed.
  public private(set) var outcomes: [UInt8] = []
  /// Its status as machine code, where the reference machine ends it with a trap that machine code does not have.
  public private(set) var nativeStatus: Int?
  /// The names behind which it prints a number that is another in each run.
  public private(set) var measures: [String] = []
  /// Whether the lines of its standard output come in any order.
  public private(set) var isUnordered = false

  /// Its exit status.
  public var status: Int { statedStatus ?? 0 }

  /// What a run wrote to its standard output, so that it can be compared: `N` for each number that is measured, and the lines
  /// sorted where they come in any order.
  public func comparable(_ output: String) -> String {
    var lines = output.split(separator: "\n", omittingEmptySubsequences: false).map { withoutMeasures($0) }
    if isUnordered { lines.sort() }
    return lines.joined(separator: "\n")
  }

  private func withoutMeasures(_ line: Substring) -> String {
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map { (word: Substring) -> String in
      guard let equals = word.firstIndex(of: "="), measures.contains(String(word[..<equals])) else {
        return String(word)
      }
      let parts = word[word.index(after: equals)...].split(separator: ".", omittingEmptySubsequences: false)
      let isNumber = parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy("0123456789".contains) }
      return isNumber ? word[...equals] + "N" : String(word)
    }
    return words.joined(separator: " ")
  }

  /// Whether anything is stated: a text that states nothing cannot fail, and so tests nothing.
  public var isStated: Bool { statedStatus != nil || !outcomes.isEmpty }

  /// Something that a comment says was not understood.
  public struct Fault: Error {
    /// The comment.
    public let line: String
  }

  /// Reads the comments of a text.
  /// - Parameter comment: what a comment begins with.
  public init(_ text: String, comment: Character = ";") throws(Fault) {
    for line in text.split(separator: "\n") {
      guard line.hasPrefix("\(comment) "), let colon = line.firstIndex(of: ":") else { continue }
      let rest = line[line.index(after: colon)...]
      let value = rest.hasPrefix(" ") ? rest.dropFirst() : rest
      func number<Number: FixedWidthInteger>(_ text: Substring, _: Number.Type) throws(Fault) -> Number {
        guard let number = Number(text) else { throw Fault(line: String(line)) }
        return number
      }
      switch line.dropFirst(2)[..<colon] {
      case "args": arguments += try Self.words(value)
      case "stdin": input += value + "\n"
      case "stdout": output += value + "\n"
      case "stderr": errors.append(String(value))
      case "status": statedStatus = try number(value, Int.self)
      case "native status": nativeStatus = try number(value, Int.self)
      case "schedules": schedules = try number(value, UInt64.self)
      case "steps": steps = try number(value, UInt64.self)
      case "measures": measures += value.split(separator: " ").map(String.init)
      case "unordered": isUnordered = true
      case "outcomes": for word in value.split(separator: " ") { outcomes.append(try number(word, UInt8.self)) }
      default: break
      }
    }
  }

  /// Words between spaces; quotes keep together what stands in them.
  private static func words(_ text: Substring) throws(Fault) -> [String] {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    for character in text {
      switch character {
      case "\"":
        isQuoted.toggle()
        word = word ?? ""
      case " " where !isQuoted:
        if let word { words.append(word) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    guard !isQuoted else { throw Fault(line: String(text)) }
    if let word { words.append(word) }
    return words
  }
}
