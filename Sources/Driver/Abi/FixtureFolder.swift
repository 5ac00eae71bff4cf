// The fixtures of a source tree, compiled on the spot: their folder is found, and its own script does the compiling.

import CrossCheck
import Glibc
import Layout

/// The folder `abi-fixtures` of a source tree.
struct FixtureFolder {
  private let path: String

  /// Finds the folder: above the working directory, or above the command itself, as after `swift build`.
  static func find() throws(Failure) -> FixtureFolder {
    for start in [".", "/proc/self/exe"].compactMap(FileName.resolved) {
      var folder = start[...]
      while true {
        let candidate = "\(folder)/abi-fixtures"
        if access(FileName.terminated("\(candidate)/regenerate"), X_OK) == 0 { return FixtureFolder(path: candidate) }
        guard let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) else { break }
        folder = folder[..<slash]
      }
    }
    throw Failure(
      .error(
        "there are no fixtures to compile: no folder 'abi-fixtures' above the working directory",
        help: ["run this in Weft's source tree", "'--against recorded' needs nothing but the command"]),
      exitCode: .nothingCompared)
  }

  /// Compiles the fixtures for a target, and reads what they state.
  func compile(for target: Target, console: Console) throws(Failure) -> FactSheet {
    let folder = try TemporaryFolder()
    console.errors.write("compiling the fixtures for \(target.rawValue)\n")
    try? console.errors.finish()
    let status = try ChildProcess.run(
      "\(path)/regenerate", ["--target", target.rawValue, "--objects-only", folder.path])
    guard status == 0 else {
      throw Failure(
        .error("the fixtures cannot be compiled for \(target.rawValue): abi-fixtures/regenerate says why above"))
    }
    do throws(FactsError) {
      return try FactSheet(objects: folder.files(endingIn: ".o"), sources: [.init("headers", "compiled now")])
    } catch {
      throw Failure(facts: error)
    }
  }
}
