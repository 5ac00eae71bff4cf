// Calls between the IR and C as gcc and clang compile it, in both directions: random signatures, every byte compared.

import Compiler
import Foundation
import Gen
import IR
import Image
import Layout
import RandomRecords
import TestSupport
import Testing

@Suite struct CrossCallTests {
  private static let casesOfBatch = 140

  /// A batch of signatures, in C for a compiler and in machine code of a level.
  struct Batch: CustomTestStringConvertible {
    let number: Int
    let compiler: String
    let optimization: String
    let level: GenerationOptions.Level
    var testDescription: String { "\(number): \(compiler) \(optimization), \(level)" }
  }

  static let batches: [Batch] = (0..<16).map { number in
    Batch(
      number: number, compiler: number % 2 == 0 ? "gcc" : "clang",
      optimization: ["-O0", "-O2", "-O1", "-O2"][number / 4],
      level: number / 2 % 2 == 0 ? .fast : .best)
  }

  /// C as one piece of code that runs anywhere, and where its functions lie in it.
  private func compile(_ source: String, _ batch: Batch, in folder: String) throws -> ([UInt8], [String: Int]) {
    try source.write(toFile: folder + "/calls.c", atomically: false, encoding: .utf8)
    _ = try run(
      batch.compiler,
      [
        "-w", "-c", batch.optimization, "-fPIC", "-ffreestanding", "-fvisibility=hidden", "-fno-stack-protector",
        "-fcf-protection=none", "-fno-asynchronous-unwind-tables", "-fno-builtin", "-fno-jump-tables",
        "-o", folder + "/calls.o", folder + "/calls.c",
      ])
    _ = try run("ld", ["-N", "-Ttext=0", "-e", "0", "-o", folder + "/calls", folder + "/calls.o"])
    _ = try run("objcopy", ["-O", "binary", folder + "/calls", folder + "/calls.bin"])
    var symbols: [String: Int] = [:]
    for line in String(decoding: try run("nm", [folder + "/calls"]), as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 3, let address = Int(words[0], radix: 16) { symbols[String(words[2])] = address }
    }
    return ([UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/calls.bin"))), symbols)
  }

  @Test(arguments: batches) func callsAgree(batch: Batch) throws {
    var records = RandomRecordGenerator(seed: UInt64(1000 + batch.number), target: .x86_64, profile: .byValue)
    var random = SeededGenerator(seed: 1, index: batch.number)
    let cases = (0..<Self.casesOfBatch).map { CrossCase(number: $0, &records, &random) }
    try withTemporaryFolder { folder in
      let source = CrossCase.preamble + cases.map(\.c).joined()
      let (code, symbols) = try compile(source, batch, in: folder)
      let text = CrossCase.program(cases, code: code, symbols: symbols)
      let result = Module.read([ModuleSource(name: "calls.wir", bytes: Array(text.utf8))])
      try #require(result.diagnostics.isEmpty, "\(result.diagnostics.first?.message ?? "")")
      var options = CompilationOptions()
      options.generation.level = batch.level
      let bytes = try Compilation(result.module, options).executable().bytes
      let ran = try MemoryProgram(bytes).run(Invocation(["program"], .kept(input: []), seconds: 60))
      guard ran.status != 0 || !ran.output.isEmpty else { return }
      let codes = String(decoding: ran.output, as: UTF8.self).split(separator: "\n").compactMap { Int($0) }
      let number = (codes.first ?? 0) / 1000
      Issue.record(
        """
        status \(ran.status ?? -1) \(String(decoding: ran.errors, as: UTF8.self)), differences \(codes.prefix(20))
        \(codes.isEmpty ? "" : cases[number].c)
        \(codes.isEmpty ? "" : cases[number].ir(take: 0, give: 0))
        """)
    }
  }

  @Test func thereAreSignaturesOfEveryKind() {
    var records = RandomRecordGenerator(seed: 1000, target: .x86_64, profile: .byValue)
    var random = SeededGenerator(seed: 1, index: 0)
    let cases = (0..<Self.casesOfBatch).map { CrossCase(number: $0, &records, &random) }
    var classes: Set<String> = []
    for record in cases.flatMap(\.records) {
      var engine = LayoutEngine(target: .x86_64)
      if let layout = try? engine.layout(of: record.declaration) {
        classes.insert(ByValueClass(of: layout, on: .x86_64).description)
      }
    }
    #expect(classes.count >= 6, "\(classes)")
    #expect(Self.batches.count * Self.casesOfBatch >= 2_000)
    #expect(cases.contains { $0.extras?.isEmpty == false })
    #expect(cases.contains { CrossCase.alignment(of: $0.parameters) > 16 && $0.allocation == nil })
    #expect(cases.contains { CrossCase.alignment(of: $0.parameters) > 16 && $0.allocation != nil })
    #expect(cases.contains { CrossCase.alignment(of: $0.extras ?? []) > 16 })
  }
}
