// The command as a process among others: names of files that are no text, pipes, devices, exit codes.

import CrossCheck
import Foundation
import Layout
import Testing

@testable import Driver

/// Runs a script in a real bash, where `weft` is the command, and gives what it wrote to both its outputs.
func bash(_ script: String, in folder: URL) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/bin/bash")
  process.arguments = ["--norc", "--noprofile", "-c", script]
  process.environment = [
    "PATH": "\(try weftCommand().deletingLastPathComponent().path):/usr/bin:/bin", "LC_ALL": "C.UTF-8",
  ]
  process.currentDirectoryURL = folder
  let output = Pipe()
  process.standardOutput = output
  process.standardError = output
  try process.run()
  let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  return text
}

@Suite struct CommandTests {
  private let files: CompiledFiles

  init() throws { files = try CompiledFiles() }

  private func bash(_ script: String) throws -> String { try DriverTests.bash(script, in: files.folder) }

  @Test func namesOfFilesNeedNotBeText() throws {
    let subcommands = Command.table.children.map(\.name)
    let list = "\(subcommands.dropLast().joined(separator: ", ")) and \(subcommands.last ?? "")"
    _ = try files.object("struct demo { int a; };", as: "demo")
    let printed = try bash(
      #"""
      mv demo.o $'a\xff.o'; echo 'struct text { int a; };' > $'b\xfe\xe2\x82.h'
      weft abi show $'a\xff.o:demo' | head -1
      weft abi show $'a\xfe.o:demo'; echo $?
      weft abi layout $'b\xfe\xe2\x82.h' | head -1
      weft abi diff $'a\xff.o' $'a\xff.o' --json | grep '"a"'
      weft $'n\xff'; echo $?
      """#)
    #expect(
      printed == """
        struct demo: a<FF>.o, x86_64
        a<FE>.o: error: cannot be opened: No such file or directory
        1
        struct text: b<FE><E2><82>.h, x86_64, aarch64, riscv64
          "a": "a\u{FFFD}.o",
        weft: error: 'weft' has no subcommand 'n<FF>'
          help: subcommands are \(list)
        usage: weft [OPTION...] SUBCOMMAND
        2

        """)
  }

  @Test func neitherPipesNorDevicesAreReadForEver() throws {
    let printed = try bash(
      """
      mkfifo pipe
      weft abi layout pipe; echo $?
      weft abi check --against pipe; echo $?
      weft abi show pipe:x; echo $?
      weft abi show .:x; echo $?
      weft abi check --against .; echo $?
      weft abi layout - < /dev/zero; echo $?
      yes 2> /dev/null | weft abi layout -; echo $?
      weft abi layout - < /dev/null; echo $?
      weft abi layout <(echo 'struct s { int a; };') | tail -1
      """)
    #expect(
      printed == """
        weft: error: cannot read 'pipe': nothing is written to this pipe
        1
        weft: error: cannot read 'pipe': nothing is written to this pipe
        1
        pipe: error: cannot be opened: it is no regular file
        1
        .: error: cannot be opened: it is no regular file
        1
        weft: error: cannot read '.': Is a directory
        1
        weft: error: cannot read '<stdin>': it is a device
        1
        weft: error: cannot read '<stdin>': it is larger than 256 MiB
        1
        <stdin>: error: declares no structure or union
        3
                    riscv64  INTEGER x1

        """)
  }

  @Test func outputThatGoesNowhere() throws {
    #expect(try bash("weft abi list | head -1 | cut -c1-6; echo ${PIPESTATUS[0]}") == "record\n0\n")
    // This is more than a pipe holds.
    #expect(
      try bash("env --default-signal=PIPE weft abi list --json | head -1; echo ${PIPESTATUS[0]}") == "[\n0\n")
    #expect(
      try bash("weft abi list > /dev/full; echo $?")
        == "weft: error: cannot write the output: No space left on device\n1\n")
  }

  /// Weft itself outlives what ends the programs that it runs.
  @Test func otherProgramsEndWhereNobodyReads() throws {
    let printed = try bash(
      #"""
      mkdir abi-fixtures
      printf '#!/bin/sh\nsh -c '\''kill -PIPE $$'\''; echo "left with $?"; exit 1\n' > abi-fixtures/regenerate
      chmod +x abi-fixtures/regenerate
      weft abi check --against headers 2>&1
      """#)
    #expect(printed.contains("\nleft with 141\n"))
  }

  /// The stub stands for the compilers: it hands out an object that was compiled here.
  @Test func headersThatDisagreeWithTheRecordedFactsAreAnExitCodeOfTheirOwn() throws {
    let right = "struct pollfd { int fd; short events, revents; };"
    for (name, declaration) in [("right", right), ("wrong", "struct pollfd { int fd; short revents, events; };")] {
      for view in ["KERNEL", "LIBC"] {
        _ = try files.object(
          fixture(declaration, "RECORD(struct, pollfd)", view: view), as: "\(name)-\(view)", options: ["-gdwarf-5"])
      }
    }
    let printed = try bash(
      """
      mkdir abi-fixtures
      printf '#!/bin/sh\\nmkdir -p "$4/x"; cp "$(dirname "$0")/../"$(cat kind)-*.o "$4/x/"\\n' > abi-fixtures/regenerate
      chmod +x abi-fixtures/regenerate
      check='weft abi check pollfd --target x86_64 --against headers'
      echo right > kind; $check 2>&1; echo $?
      echo wrong > kind; $check 2>&1; echo $?
      $check --json 2>/dev/null > found.json
      printf '#!/bin/sh\\nexit 1\\n' > abi-fixtures/regenerate; $check 2>&1 | tail -1; echo ${PIPESTATUS[0]}
      """)
    #expect(printed.hasPrefix("compiling the fixtures for x86_64\nx86_64  agrees  2 records, 22 facts\n0\n"))
    #expect(printed.contains("bad-field-offset: struct pollfd.events (kernel, x86_64): 4, not 6\n"))
    #expect(printed.contains("error: the recorded facts and the headers disagree in 4 places\n"))
    #expect(printed.contains("\n4\n"))
    let json = try JSONSerialization.jsonObject(
      with: Data(contentsOf: files.folder.appendingPathComponent("found.json")))
    let truth = ((json as? [String: Any])?["truths"] as? [[String: Any]])?.first
    #expect(truth?["recordedDisagreements"] as? Int == 4)
    let findings = truth?["recordedFindings"] as? [[String: Any]] ?? []
    #expect(findings.map { $0["field"] as? String } == ["revents", "events", "revents", "events"])
    #expect(findings.map { $0["theirs"] as? String } == ["4", "6", "4", "6"])
    #expect(printed.hasSuffix("abi-fixtures/regenerate says why above\n1\n"))
  }
}

@Suite struct ExampleTests {
  /// What the help shows can be copied: where there are files of these names, every line does what it says.
  @Test func everyExampleOfTheHelpWorks() throws {
    let files = try CompiledFiles()
    let demo =
      "struct task_struct { int a; }; struct pollfd { int fd; short events, revents; }; struct point { int x, y; };"
    for name in ["vmlinux", "gcc", "clang", "libfoo"] { _ = try files.object(demo, as: name) }
    for name in ["time", "kernel", "libc"] {
      let text = fixture(
        "struct \(name) { int a; };", "RECORD(struct, \(name))", view: name == "libc" ? "LIBC" : "KERNEL")
      _ = try files.object(text, as: name, options: ["-gdwarf-5"])
    }
    var script = """
      set -o pipefail
      export HOME=$PWD; mkdir -p .local/share/bash-completion/completions old new kernel libc recorded
      cp vmlinux.o vmlinux; cp libfoo.o old/libfoo.so; cp libfoo.o new/libfoo.so; mv kernel.o kernel/; mv libc.o libc/
      echo 'struct point { int x, y; };' > point.h; echo '#include <sys/epoll.h>' > event.h

      """
    forEachPath { path in
      for example in path.leaf.examples {
        // Programs have their own tests, and compiling headers for riscv64 takes a cross compiler.
        guard ["abi", "completion", "help"].contains(path.steps.dropFirst().first?.name ?? "help"),
          !example.command.contains("--against headers")
        else { continue }
        let quoted = example.command.replacingOccurrences(of: "'", with: "'\\''")
        script += "{ \(example.command); } > out 2>&1 || { echo '\(quoted)'; cat out; }\n"
      }
    }
    #expect(try bash(script, in: files.folder) == "")
    // The examples that write files wrote them.
    let written = "wc -l < pollfd_asserts.h; wc -l < recorded/x86_64.facts; bash -n .local/share/*/*/weft && echo yes"
    #expect(try bash(written, in: files.folder).split(separator: "\n").last == "yes")
  }
}

/// What is wrong with recorded facts, and what must be found for it.
private struct Fault: CustomTestStringConvertible {
  let record: String
  let line: String
  let wrong: String
  let field: String?
  let code: String

  var testDescription: String { "\(record): \(wrong)" }
}

private let faults = [
  Fault(
    record: "struct pollfd", line: "4 2 i16 events", wrong: "5 2 i16 events", field: "events", code: "bad-field-offset"),
  Fault(
    record: "struct pollfd", line: "4 2 i16 events", wrong: "4 4 i32 events", field: "events", code: "bad-field-size"),
  Fault(record: "struct pollfd", line: "4 2 i16 events", wrong: "", field: "events", code: "extra-field"),
  Fault(record: "struct pollfd", line: " align 4 ", wrong: " align 2 ", field: nil, code: "bad-alignment"),
  Fault(
    record: "struct epoll_event", line: "4 8 u64 data", wrong: "8 8 u64 data", field: "data", code: "bad-field-offset"),
  Fault(
    record: "struct sigaction", line: "8 8 u64 sa_flags", wrong: "8 4 u32 sa_flags", field: "sa_flags",
    code: "bad-field-size"),
  Fault(record: "struct sigaction", line: " size 32 ", wrong: " size 152 ", field: nil, code: "bad-struct-size"),
]

@Suite struct NegativeControlTests {
  @Test(arguments: faults)
  private func aWrongFactIsFoundAndNothingElse(_ fault: Fault) throws {
    let recorded = String(decoding: FactSheet.recordedText(on: .x86_64), as: UTF8.self)
    let head = try #require(recorded.range(of: "\nrecord kernel \(fault.record) "))
    let end = recorded.range(of: "\nrecord ", range: head.upperBound..<recorded.endIndex).map {
      recorded.index(after: $0.lowerBound)
    }
    var line = fault.line
    if fault.field != nil { line = "\n  \(line)\n" }
    let place = try #require(recorded.range(of: line, range: head.lowerBound..<(end ?? recorded.endIndex)))
    let wrong = fault.field == nil ? fault.wrong : fault.wrong.isEmpty ? "\n" : "\n  \(fault.wrong)\n"
    let facts = recorded.replacingCharacters(in: place, with: wrong)

    let printed = weft("abi", "check", "--against", "-", input: facts)
    #expect(printed.code == .failure)
    let subject = fault.record + (fault.field.map { ".\($0)" } ?? "")
    let lines = printed.output.split(separator: "\n")
    #expect(lines.first?.hasPrefix("\(fault.code): \(subject) (kernel, x86_64): ") == true)
    #expect(lines.dropFirst().first?.hasPrefix("  fix: ") == true)
    #expect(lines.last?.contains(" 1 finding ") == true)

    let outcome = weft("abi", "check", "--against", "-", "kernel:\(fault.record)", "--json", input: facts)
    #expect(outcome.code == .failure)
    let json = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    let findings = try #require(json?["findings"] as? [[String: Any]])
    #expect(findings.map { $0["code"] as? String } == [fault.code])
    #expect(findings.map { $0["name"] as? String } == [fault.record])
    #expect(findings.map { $0["field"] as? String } == [fault.field])
    #expect((findings.first?["fix"] as? String)?.isEmpty == false)
  }
}
