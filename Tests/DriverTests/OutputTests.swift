// Where output goes, and what happens when it cannot go there.

import Foundation
import Glibc
import Testing

@testable import Driver

@Suite struct OutputTests {
  @Test func aWholeWriteTellsWhatPreventedIt() throws {
    let full = open("/dev/full", O_WRONLY)
    try #require(full >= 0)
    defer { close(full) }
    #expect(WholeWrite.write([1, 2, 3], to: full) == ENOSPC)
    #expect(WholeWrite.write([], to: full) == nil)
    #expect(WholeWrite.write([1], to: -1) == EBADF)
  }

  @Test func aFullDeviceIsAnError() throws {
    let descriptor = open("/dev/full", O_WRONLY)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    let output = ByteOutput(descriptor: descriptor)
    output.write("text")
    #expect(throws: ByteOutput.Failure.system(ENOSPC)) { try output.finish() }

    let console = Console(output: ByteOutput(descriptor: descriptor), errors: ByteOutput(), input: .bytes([]))
    #expect(Command.run(["--version"], on: console) == .failure)
    #expect(
      String(decoding: console.errors.bytes, as: UTF8.self)
        == "weft: error: cannot write the output: No space left on device\n")
  }

  @Test func aReaderThatIsGoneIsNoError() throws {
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    close(ends[0])
    defer { close(ends[1]) }
    let console = Console(output: ByteOutput(descriptor: ends[1]), errors: ByteOutput(), input: .bytes([]))
    #expect(Command.run(["help"], on: console) == .success)
    #expect(console.errors.bytes.isEmpty)
    #expect(console.output.failure == .readerGone)
  }

  @Test func moreThanTheBufferHoldsArrives() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("weft-\(UUID().uuidString)").path
    defer { unlink(path) }
    let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    let output = ByteOutput(descriptor: descriptor)
    var expected: [UInt8] = []
    for number in 0..<50_000 {
      output.write("\(number)\n")
      expected += Array("\(number)\n".utf8)
    }
    try output.finish()
    #expect(try FileReader.readText(path, console: .inMemory()).bytes == expected)
  }

  @Test func colourIsForTerminalsUnlessItIsAskedFor() {
    let console = Console.inMemory()
    console.apply(.auto)
    #expect(!console.errors.isColored)
    #expect(!weft("zzz").errors.contains("\u{1B}"))
    #expect(weft("--color=always", "zzz").errors.contains("\u{1B}[1;31merror: "))
    #expect(weft("--color", "always", "abi", "show", "sigaction").output.contains("\u{1B}[1;33m*136\u{1B}[0m"))
  }

  @Test(arguments: [
    (["/tmp/no/such/file"], "weft: error: cannot open '/tmp/no/such/file': No such file or directory\n"),
    (["/"], "weft: error: cannot read '/': Is a directory\n"),
    (["a\u{0}b"], "weft: error: cannot open 'a<U+0000>b': its name holds a zero byte\n"),
    (["/dev/zero"], "weft: error: cannot read '/dev/zero': it is a device\n"),
  ])
  func aFileThatCannotBeReadIsAnError(_ words: [String], _ message: String) {
    let outcome = weft("abi", "layout", words[0])
    #expect(outcome.code == .failure)
    #expect(outcome.errors == message)
    #expect(outcome.output.isEmpty)
  }

  /// The programs that read our JSON are other people's: here is one of them.
  @Test(arguments: [
    (["abi", "show", "kernel:epoll_event"], ".[0].fields[1].offset", "4"),
    (["abi", "show", "kernel:epoll_event", "--target", "aarch64"], ".fields[1].offset", "8"),
    (["abi", "show", "pollfd"], "[.[] | .view] | unique | join(\" \")", "kernel libc"),
    (["abi", "list"], "map(.size) | min", "0"),
    (["abi", "syscalls", "read"], ".[0].numbers.aarch64", "63"),
    (["abi", "asserts", "pollfd"], ".[2].assertions[] | select(.expression | test(\"revents\")) | .value", "6\n2"),
    (["abi", "show", "clone_args", "--target", "x86_64"], "[.ladder[].size] | @csv", "64,80,88"),
    (["abi", "constants", "EAGAIN"], ".[0].values.x86_64", "11"),
  ])
  func jqReadsTheJSON(_ words: [String], _ filter: String, _ expected: String) throws {
    #expect(try jq(filter, weft(words + ["--json"]).output) == expected + "\n")
  }

  @Test func jqReadsTheJSONOfFacts() throws {
    let files = try CompiledFiles()
    let object = try files.object(
      fixture(
        "struct bits { int a; unsigned b : 3; };\n#define EAGAIN 11", "RECORD(struct, bits)\nCONSTANT(EAGAIN)"),
      as: "bits", options: ["-gdwarf-5"])
    let json = weft("abi", "facts", object, "--compiler", "a compiler", "--json").output
    #expect(try jq(".target, .compiler, .constants[0].value", json) == "x86_64\na compiler\n11\n")
    #expect(try jq(".records[0].fields | map(.bitOffset // .offset) | @csv", json) == "0,32\n")
  }

  private func jq(_ filter: String, _ json: String) throws -> String {
    let jq = Process()
    jq.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    jq.arguments = ["jq", "-r", filter]
    let (input, output) = (Pipe(), Pipe())
    jq.standardInput = input
    jq.standardOutput = output
    try jq.run()
    try input.fileHandleForWriting.write(contentsOf: Data(json.utf8))
    try input.fileHandleForWriting.close()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    jq.waitUntilExit()
    #expect(jq.terminationStatus == 0)
    return text
  }
}
