// What a program says of its own run, in comments at the end of its text:
//
//     ; args: one "two words"      its arguments, behind its name
//     ; stdin: a line              a line of its standard input
//     ; stdout: a line             a line of its standard output
//     ; stderr: a line             a line of its standard error, the first ones
//     ; status: 3                  its exit status; 0 where nothing is said, 134 for a trap or a deadlock
//     ; schedules: 20              the schedules of the seeds 1 to 20 do the same

/// The run that a program's text states.
struct ProgramExpectation {
  var arguments: [String] = []
  var input = ""
  var output = ""
  var errors: [String] = []
  var status = 0
  var schedules: UInt64 = 0

  /// Something that a comment says was not understood.
  struct Fault: Error {
    let line: Substring
  }

  /// Reads the comments of a text.
  init(_ text: String) throws {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("; "), let colon = line.firstIndex(of: ":") else { continue }
      let word = line[line.index(line.startIndex, offsetBy: 2)..<colon]
      let rest = line[line.index(after: colon)...]
      let value = rest.hasPrefix(" ") ? rest.dropFirst() : rest
      switch word {
      case "args": arguments += try Self.words(value)
      case "stdin": input += value + "\n"
      case "stdout": output += value + "\n"
      case "stderr": errors.append(String(value))
      case "status":
        guard let number = Int(value) else { throw Fault(line: line) }
        status = number
      case "schedules":
        guard let number = UInt64(value) else { throw Fault(line: line) }
        schedules = number
      default: break
      }
    }
  }

  /// Words between spaces; quotes keep together what stands in them.
  private static func words(_ text: Substring) throws -> [String] {
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
    guard !isQuoted else { throw Fault(line: text) }
    if let word { words.append(word) }
    return words
  }
}
