// Every record of the catalogue, on every target: it has a layout, its fields carry all that is not padding, the sizes
// and offsets that programs die of when they are wrong are right, and no schema was forgotten.

import Foundation
import TestSupport
import Testing

@testable import Layout

@Suite struct RecordCatalogueTests {
  @Test(arguments: Catalogue.records) func everyRecordHasALayoutOnItsTargets(record: RecordDescription) throws {
    #expect(!record.identity.targets.targets.isEmpty)
    for target in Target.allCases {
      guard record.identity.targets.contains(target) else {
        #expect(record.layout(on: target) == nil)
        continue
      }
      let layout = try #require(record.layout(on: target))
      #expect(!layout.fields.isEmpty && layout.size % layout.alignment == 0)
      #expect(layout.kind == record.identity.kind)
      for field in layout.fields {
        #expect(field.offset + field.type.size <= layout.size || field.bits != nil, "\(field.name ?? "")")
      }
      let ladder = record.identity.ladder.map(\.size)
      #expect(ladder.isEmpty || ladder.contains(layout.size))
      #expect(ladder == ladder.sorted())
    }
  }

  /// What is decoded from random bytes, read field by field as Swift values and written field by field into a new record,
  /// is those bytes without the padding: so every byte of every field goes through its declared place and value.
  @Test(arguments: Catalogue.records) func fieldsCarryEverythingButPadding(record: RecordDescription) throws {
    var random = SeededGenerator(seed: 0x5eed)
    for target in record.identity.targets.targets {
      let layout = try #require(record.layout(on: target))
      for _ in 0..<2 {
        let bytes = (0..<layout.size).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        let expected = layout.withoutPadding(bytes)
        #expect(try record.recode(bytes, target) == expected, "\(target)")
      }
      let zero = try record.recode([UInt8](repeating: 0, count: Int(layout.size)), target)
      #expect(zero == [UInt8](repeating: 0, count: Int(layout.size)))
    }
  }

  @Test func namesAreFoundInOneView() {
    #expect(Catalogue.records(named: "sigaction").map(\.identity.view).contains(.libc))
    #expect(Catalogue.records(named: "kernel:sigaction").allSatisfy { $0.identity.view == .kernel })
    #expect(Catalogue.records(named: "libc:struct sigaction").count == 1)
    #expect(Catalogue.records(named: "union sigaction").isEmpty)
    #expect(Catalogue.records(named: "kernel:").isEmpty && Catalogue.records(named: "").isEmpty)
    #expect(Catalogue.records(named: "kernel:siginfo_t").count == 1)
    #expect(Catalogue.records(named: "union sigval").count == 2)
    #expect(Catalogue.records(named: "posix:sigaction").isEmpty)
    // The same record under the kernel's name and libc's.
    for name in ["msghdr", "user_msghdr", "utsname", "new_utsname", "Elf64_Ehdr", "elf64_hdr"] {
      #expect(Catalogue.records(named: name).map(\.identity.view) == [.kernel, .libc], "\(name)")
    }
    #expect(Catalogue.records(named: "kernel:msghdr").map(\.identity.name) == ["user_msghdr"])
    #expect(Catalogue.records(named: "kernel:ucontext_t").count == 3)
    for record in Catalogue.records {
      for other in record.identity.otherNames {
        #expect(Catalogue.names.contains(other))
        #expect(Catalogue.records(named: other).contains { $0.identity.view != record.identity.view }, "\(other)")
      }
    }
    #expect(Catalogue.records(named: "sigactoin").isEmpty)
    #expect(Catalogue.names.contains("sigaction") && Catalogue.names == Set(Catalogue.names).sorted())
  }

  /// Records that share a view, a kind and a name are forms for different targets.
  @Test func noTargetHasTwoFormsOfARecord() {
    var seen: Set<String> = []
    for record in Catalogue.records {
      let identity = record.identity
      for target in identity.targets.targets {
        let spelling = identity.isTypedef ? identity.name : "\(identity.kind.rawValue) \(identity.name)"
        #expect(seen.insert("\(identity.view) \(spelling) \(target)").inserted, "\(identity.view):\(spelling)")
      }
    }
  }

  /// Every schema that names a record of its own is listed: the sources are searched for them.
  @Test func noSchemaIsMissingFromTheCatalogue() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Layout/Records").standardizedFileURL
    let enumerator = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var declared: [String: Int] = [:]
    let identity = /RecordIdentity\(\s*\.(kernel|libc), "([^"]+)"/
    for case let file as URL in enumerator where file.pathExtension == "swift" {
      for match in try String(contentsOf: file, encoding: .utf8).matches(of: identity) {
        declared["\(match.output.1):\(match.output.2)", default: 0] += 1
      }
    }
    #expect(!declared.isEmpty)
    let listed = Dictionary(grouping: Catalogue.records) { "\($0.identity.view.rawValue):\($0.identity.name)" }
    for (name, count) in declared {
      #expect(listed[name, default: []].count >= count, "\(name) is declared \(count) times and listed less often")
    }
  }
}

/// The sizes and offsets that matter most, written down a second time.
@Suite struct RecordSizeTests {
  @Test func theKernelsSigactionIsNotTheLibrarys() {
    typealias Ours = Kernel.Sigaction
    #expect(Target.allCases.map { Ours.layout(on: $0).size } == [32, 32, 24])
    for target in [Target.x86_64, .aarch64] {
      #expect(Ours.offset(of: \.sa_handler, on: target) == 0)
      #expect(Ours.offset(of: \.sa_flags, on: target) == 8)
      #expect(Ours.offset(of: \.sa_restorer, on: target) == 16)
      #expect(Ours.offset(of: \.sa_mask, on: target) == 24)
    }
    #expect(Ours.offset(of: \.sa_restorer, on: .riscv64) == nil)
    #expect(Ours.offset(of: \.sa_mask, on: .riscv64) == 16)
    for target in Target.allCases {
      #expect(Glibc.Sigaction.layout(on: target).size == 152)
      #expect(Glibc.Sigaction.offset(of: \.__sigaction_handler, on: target) == 0)
      #expect(Glibc.Sigaction.offset(of: \.sa_mask, on: target) == 8)
      #expect(Glibc.Sigaction.offset(of: \.sa_flags, on: target) == 136)
      #expect(Glibc.Sigaction.offset(of: \.sa_restorer, on: target) == 144)
      #expect(Glibc.Sigset.layout(on: target).size == 128)
      #expect(Kernel.Sigset.layout(on: target).size == 8)
    }
  }

  @Test func signalFrames() {
    #expect(Kernel.RtSigframeX86_64.layout(on: .x86_64).size == 440)
    #expect(Kernel.RtSigframeX86_64.offset(of: \.pretcode, on: .x86_64) == 0)
    #expect(Kernel.RtSigframeX86_64.offset(of: \.uc, on: .x86_64) == 8)
    #expect(Kernel.RtSigframeX86_64.offset(of: \.info, on: .x86_64) == 312)
    #expect(Kernel.RtSigframeAarch64.offset(of: \.info, on: .aarch64) == 0)
    #expect(Kernel.RtSigframeAarch64.offset(of: \.uc, on: .aarch64) == 128)
    for target in Target.allCases {
      #expect(Kernel.Siginfo.layout(on: target).size == 128)
      #expect(Glibc.Siginfo.layout(on: target).size == 128)
    }
  }

  @Test func polling() {
    #expect(Target.allCases.map { Kernel.EpollEvent.layout(on: $0).size } == [12, 16, 16])
    #expect(Target.allCases.map { Glibc.EpollEvent.layout(on: $0).size } == [12, 16, 16])
  }

  @Test func recordsThatGrewCarryTheirSizes() throws {
    let arguments = try #require(Catalogue.records(named: "kernel:clone_args").first)
    #expect(arguments.identity.ladder.map(\.size) == [64, 80, 88])
    #expect(arguments.identity.ladder.map(\.since) == ["5.3", "5.5", "5.7"])
    let event = try #require(Catalogue.records(named: "kernel:perf_event_attr").first)
    #expect(event.identity.ladder.map(\.size).suffix(3) == [128, 136, 144])
  }
}
