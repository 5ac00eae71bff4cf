// Every filetest and example does as machine code what it does in the reference machine: at both levels of effort, for
// every level of the processor that the host has, and with what the host has beyond them. What needs operations that machine
// code does not have is refused by the name and place of the first of them.
//
// Where a program ends with an access that only the reference machine reports, or runs out of stack, machine code may do
// anything, and is not compared but for the status that the program states for it. A program whose run depends on what the
// IR leaves open says so, and why:
//
//     ; vm only: it prints addresses

import Compiler
import Foundation
import Gen
import IR
import Image
import Layout
import TestSupport
import Testing
import VM

@Suite struct NativeFiletestTests {
  /// A program's file, from the project's folder.
  static let files =
    ProjectFiles.programs(below: ProjectFiles.root.appendingPathComponent("Tests/VMTests/Filetests"))
    .map { "Tests/VMTests/Filetests/\($0)" }
    + ProjectFiles.programs(below: ProjectFiles.root.appendingPathComponent("Examples")).map { "Examples/\($0)" }

  /// A way to generate code.
  struct Way: CustomStringConvertible {
    var level: GenerationOptions.Level
    /// As `--cpu` spells it.
    var processor: String
    var features: ProcessorFeatures

    var description: String { "-O\(level.rawValue) --cpu \(processor)" }

    /// All that the host can run. What costs most, the fast way, is seen at the ends only.
    static let all: [Way] = {
      let levels = (1...ProcessorFeatures.host.level).map { ("v\($0)", ProcessorFeatures(level: $0)) }
      return (levels + [("native", .host)]).flatMap { processor, features in
        GenerationOptions.Level.allCases.filter { $0 == .best || processor == "v1" || processor == "native" }
          .map { Way(level: $0, processor: processor, features: features) }
      }
    }()

    var options: CompilationOptions {
      var options = CompilationOptions()
      options.generation.level = level
      options.generation.features = features
      options.generation.threads = 1
      return options
    }
  }

  @Test func thereAreFiles() {
    #expect(Self.files.count > 900)
    #expect(Way.all.count >= 3)
  }

  /// Where this is skipped, nobody has tried the code by the processor's instructions for SHA-256.
  @Test(.enabled(if: ProcessorFeatures.host.contains(.sha), "the processor has no instructions for SHA-256"))
  func instructionsForHashesAreTried() throws {
    let file = "Tests/VMTests/Filetests/operations/memory/sha256.compress.edges.wir"
    #expect(Self.files.contains(file))
    let bytes = try ProjectFiles.bytes(of: ProjectFiles.root.appendingPathComponent(file))
    let module = Module.read([ModuleSource(name: file, bytes: bytes)]).module
    for way in Way.all {
      let generators = try Compilation(module, way.options).code.parts.map(\.source)
      #expect(generators.contains(.generator(.sha256Extensions)) == (way.processor == "native"), "\(way)")
      #expect(generators.contains(.generator(.sha256)) == (way.processor != "native"), "\(way)")
    }
  }

  @Test(arguments: files) func doesTheSame(file: String) throws {
    let bytes = try ProjectFiles.bytes(of: ProjectFiles.root.appendingPathComponent(file))
    let text = String(decoding: bytes, as: UTF8.self)
    let name = String(file[(file.lastIndex(of: "/").map(file.index(after:)) ?? file.startIndex)...])
    let module = Module.read([ModuleSource(name: name, bytes: bytes)]).module
    // What is written for another processor is none of this compiler's.
    guard module.target == .x86_64 else { return }
    if let (opcode, function, instruction) = Self.firstUnsupported(module) {
      do throws(CompilationError) {
        _ = try Compilation(module, Way.all[0].options)
        Issue.record("'\(opcode.spelling)' is not refused")
      } catch {
        guard case .refused(let refusal) = error else {
          Issue.record("\(error)")
          return
        }
        #expect(refusal.message == "machine code does not have '\(opcode.spelling)' yet")
        #expect(refusal.function == function && refusal.instruction == instruction)
      }
      return
    }
    let isComparable = !text.split(separator: "\n").contains { $0.hasPrefix("; vm only: ") }
    let expectation = try ProgramExpectation(text)
    let run = try ProgramRun(module, name: name, expectation, seed: nil, maximumSteps: 50_000_000)
    var wanted = ProgramEnd(
      status: Int(run.outcome.status), output: run.machine.output, errors: run.machine.errorOutput)
    var isDefined = isComparable
    if case .trapped(let report) = run.outcome {
      isDefined = isDefined && report.trap.isChecked && report.trap != .stackExhausted
      // Who called whom, only the reference machine says.
      let lines = [report.firstLine] + report.waiters.map { "  \($0)" } + (report.context.map { ["  in \($0)"] } ?? [])
      wanted.errors += Array(lines.joined(separator: "\n").utf8) + [UInt8(ascii: "\n")]
    }
    var last: [UInt8] = []
    for way in Way.all {
      let executable: [UInt8]
      do throws(CompilationError) {
        executable = try Compilation(module, way.options).executable().bytes
      } catch {
        // What is defined elsewhere the machine says when it is used, and the compiler before.
        if case .undefined = error, !isDefined { return }
        throw error
      }
      // What is the same does the same.
      guard isDefined || expectation.nativeStatus != nil, executable != last else { continue }
      last = executable
      let found = try NativeProgram(executable)
        .run(name: name, arguments: expectation.arguments, input: Array(expectation.input.utf8))
      if expectation.outcomes.isEmpty {
        if !isDefined, let status = expectation.nativeStatus {
          #expect(found.status == status, "\(way): \(found.errorLines)")
          continue
        }
        #expect(found.status == wanted.status, "\(way): \(found.errorLines)")
      } else {
        #expect(expectation.outcomes.contains { Int($0) == found.status }, "\(way): \(found.status ?? -1)")
      }
      let output = expectation.comparable(String(decoding: found.output, as: UTF8.self))
      let wantedOutput = expectation.comparable(String(decoding: wanted.output, as: UTF8.self))
      #expect(output == wantedOutput, "\(way): \(Self.difference(output, wantedOutput))")
      #expect(found.errorLines == wanted.errorLines, "\(way)")
    }
  }

  /// The first instruction that machine code does not have yet.
  static func firstUnsupported(_ module: Module) -> (Opcode, function: Int, Instruction)? {
    for (index, function) in module.functions.enumerated() {
      for instruction in function.instructions.keys {
        let opcode = function.instructions[instruction].opcode
        if unsupported.contains(opcode) { return (opcode, index, instruction) }
      }
    }
    return nil
  }

  /// Timers and readiness.
  static let unsupported: Set<Opcode> = {
    let concurrency = OpcodeTable.groups.filter { $0.title.hasPrefix("Tasks") }.flatMap(\.rows).map(\.opcode)
    let present = concurrency.filter { row in
      let spelling = row.spelling
      return
        ["syscall", "clock.now", "clock.cycles", "spin.pause", "yield", "signal.handle"].contains(spelling)
        || ["task.", "thread.", "futex.", "sleep.", "io."].contains { name in spelling.hasPrefix(name) }
    }
    return Set(concurrency).subtracting(present)
  }()

  private static func difference(_ found: String, _ wanted: String) -> String {
    let lines = found.split(separator: "\n", omittingEmptySubsequences: false)
    let others = wanted.split(separator: "\n", omittingEmptySubsequences: false)
    let index = zip(lines, others).enumerated().first { $1.0 != $1.1 }?.offset ?? min(lines.count, others.count)
    return
      "line \(index + 1) is '\(index < lines.count ? lines[index] : "")', not '\(index < others.count ? others[index] : "")'"
  }
}
