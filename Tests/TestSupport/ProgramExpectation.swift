// What a program says of its own run, in comments wherever in its text:
//
//     ; args: one "two words"      its arguments, behind its name
//     ; stdin: a line              a line of its standard input
//     ; stdout: a line             a line of its standard output
//     ; stderr: a line             a line of its standard error, the first ones; none where nothing is said
//     ; status: 3                  its exit status; 134 for a trap or a deadlock
//     ; schedules: 20              the schedules of the seeds 1 to 20 do the same
//     ; steps: 1000                it may execute so many instructions
//     ; outcomes: 0 1 3            what its status is under some seed of 1 to 400, each of these and no other

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

  /// Its exit status.
  public var status: Int { statedStatus ?? 0 }

  /// Whether anything is stated: a text that states nothing cannot fail, and so tests nothing.
  public var isStated: Bool { statedStatus != nil || !outcomes.isEmpty }

  /// Something that a comment says was not understood.
  public struct Fault: Error {
    /// The comment.
    public let line: String
  }

  /// Reads the comments of a text.
  public init(_ text: String) throws(Fault) {
    for line in text.split(separator: "\n") {
      guard line.hasPrefix("; "), let colon = line.firstIndex(of: ":") else { continue }
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
      case "schedules": schedules = try number(value, UInt64.self)
      case "steps": steps = try number(value, UInt64.self)
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
