// Runs one program in several ways, of which the machine says what is right.

import Glibc
import TestSupport

/// A way to run a program that must do what the machine does.
public struct Candidate: Sendable {
  /// What it is called.
  public let name: String
  /// Runs a program.
  public let run: @Sendable (_ text: String, _ name: String) -> Observation

  /// A way of that name.
  public init(name: String, run: @escaping @Sendable (_ text: String, _ name: String) -> Observation) {
    self.name = name
    self.run = run
  }
}

/// What was seen of a program.
public enum Observation: Equatable, Sendable {
  /// It ran.
  case ran(ObservedRun)
  /// It was not built; with what the compiler said.
  case notBuilt(String)
  /// It did not end.
  case endless
}

/// A program on which two do not agree.
public struct Disagreement: Sendable, CustomStringConvertible {
  /// What the difference is; a smaller program must show the same one.
  public enum Kind: String, Sendable {
    /// The compiler refuses the program, or crashes.
    case build = "is not built"
    /// It does not end.
    case hang = "does not end"
    /// A signal ends it that is no trap.
    case signal = "is ended by a signal"
    /// It writes something else, or ends otherwise.
    case result = "does something else"
  }

  /// Which way of running it differs.
  public let candidate: String
  /// How.
  public let kind: Kind
  /// What is expected, and what was seen.
  public let description: String
}

/// Compares ways of running programs with the machine.
public struct Differential: Sendable {
  /// The ways that are compared.
  public let candidates: [Candidate]

  /// Compares these.
  public init(_ candidates: [Candidate]) { self.candidates = candidates }

  /// What programs are called: the name stands in the line about a trap.
  static let name = "program.wir"

  /// The first disagreement about a program, if there is one.
  public func check(_ text: String) throws(UselessProgram) -> Disagreement? {
    check(text, expected: try ObservedRun.inMachine(text, name: Self.name))
  }

  /// The same, where it is known what the machine does.
  func check(_ text: String, expected: ObservedRun) -> Disagreement? {
    for candidate in candidates {
      if let found = Self.compare(candidate.run(text, Self.name), with: expected, of: candidate.name) { return found }
    }
    return nil
  }

  /// Whether a program shows the same difference as another did.
  public func shows(_ disagreement: Disagreement, _ text: String) -> Bool {
    guard let candidate = candidates.first(where: { $0.name == disagreement.candidate }),
      let expected = try? ObservedRun.inMachine(text, name: Self.name)
    else { return false }
    return Self.compare(candidate.run(text, Self.name), with: expected, of: candidate.name)?.kind == disagreement.kind
  }

  private static func compare(
    _ observation: Observation, with expected: ObservedRun, of candidate: String
  ) -> Disagreement? {
    func found(_ kind: Disagreement.Kind, _ description: String) -> Disagreement {
      Disagreement(
        candidate: candidate, kind: kind, description: "\(candidate): the program \(kind.rawValue): \(description)")
    }
    switch observation {
    case .notBuilt(let message): return found(.build, message)
    case .endless: return found(.hang, "the machine ends with status \(expected.status)")
    case .ran(let run):
      if run == expected { return nil }
      if run.status > 128, run.status != 134 {
        return found(.signal, "its status is \(run.status), not \(expected.status)")
      }
      if run.status != expected.status || run.trap != expected.trap {
        return found(
          .result, "status \(run.status) '\(run.trap)', where the machine has \(expected.status) '\(expected.trap)'")
      }
      let (seen, wanted) = (lines(run.output), lines(expected.output))
      let place = zip(seen, wanted).prefix { $0 == $1 }.count
      return found(
        .result,
        "line \(place + 1) is '\(place < seen.count ? seen[place] : "")', not '\(place < wanted.count ? wanted[place] : "")'"
      )
    }
  }

  private static func lines(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}

extension Candidate {
  /// Machine code that the command builds with these options.
  /// - Parameters:
  ///   - folder: where the program and its executable lie meanwhile.
  ///   - seconds: how long it may run.
  public static func native(weft: String, options: [String], folder: String, seconds: Double = 5) -> Candidate {
    Candidate(name: options.joined(separator: " ")) { text, name in
      let source = "\(folder)/\(name)"
      let executable = "\(folder)/program"
      guard let file = fopen(source, "w") else { return .notBuilt("\(source) cannot be written") }
      fputs(text, file)
      fclose(file)
      unlink(executable)
      let built: ChildRun
      let ran: ChildRun
      do throws(ToolFailure) {
        built = try ChildProcess.run(weft, ["build", source, "-o", executable] + options, seconds: 20)
        if built.isOverdue { return .notBuilt("the compiler does not end") }
        guard built.status == 0 else {
          let message = String(decoding: built.errors.prefix(500), as: UTF8.self)
          return .notBuilt("the compiler ends with status \(built.status): \(message)")
        }
        ran = try ChildProcess.run(executable, [], seconds: seconds)
      } catch {
        return .notBuilt(error.description)
      }
      if ran.isOverdue { return .endless }
      var run = ObservedRun(ran)
      // The machine knows the program by its name alone.
      run.trap = run.trap.replacing("\(folder)/", with: "")
      return .ran(run)
    }
  }

  /// The machine itself.
  public static let machine = Candidate(name: "machine") { program, name in
    guard let run = try? ObservedRun.inMachine(program, name: name) else {
      return .notBuilt("it is no program any more")
    }
    return .ran(run)
  }

  /// The same, on a program that is not quite the same, which must be found: every text of the first kind is one of the
  /// second there.
  public func corrupting(_ text: String, to replacement: String) -> Candidate {
    Candidate(name: "\(name), \(text) as \(replacement)") { program, name in
      run(program.replacing(text, with: replacement), name)
    }
  }
}
