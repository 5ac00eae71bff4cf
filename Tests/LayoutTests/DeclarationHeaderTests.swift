// Real headers: what gcc's preprocessor prints is read without an error, and gcc agrees with every record in it.

import Foundation
import Layout
import Testing

@Suite struct DeclarationHeaderTests {
  /// Headers of the kernel, of libc and of gcc itself.
  private static let headers = [
    "aio.h", "complex.h", "dirent.h", "elf.h", "fenv.h", "glob.h", "immintrin.h", "link.h", "locale.h", "math.h",
    "netdb.h", "netinet/in.h", "netinet/tcp.h", "pthread.h", "regex.h", "semaphore.h", "setjmp.h", "signal.h",
    "spawn.h", "stdatomic.h", "stdio.h", "stdlib.h", "string.h", "sys/epoll.h", "sys/inotify.h", "sys/ptrace.h",
    "sys/resource.h", "sys/signalfd.h", "sys/stat.h", "sys/statvfs.h", "sys/sysinfo.h", "sys/timex.h", "sys/ucontext.h",
    "sys/un.h", "sys/user.h", "sys/utsname.h", "termios.h", "threads.h", "time.h", "ucontext.h", "unistd.h", "utmpx.h",
    "wchar.h", "asm/sigcontext.h", "asm/stat.h", "linux/aio_abi.h", "linux/audit.h", "linux/bpf.h", "linux/btrfs.h",
    "linux/can.h", "linux/elf.h", "linux/ethtool.h", "linux/fuse.h", "linux/futex.h", "linux/if_packet.h",
    "linux/input.h", "linux/io_uring.h", "linux/kvm.h", "linux/landlock.h", "linux/mount.h",
    "linux/netfilter/nf_tables.h", "linux/nl80211.h", "linux/openat2.h", "linux/perf_event.h", "linux/pkt_cls.h",
    "linux/ptrace.h", "linux/rseq.h", "linux/sched/types.h", "linux/seccomp.h", "linux/snmp.h", "linux/stat.h",
    "linux/taskstats.h", "linux/tcp.h", "linux/usb/ch9.h", "linux/userfaultfd.h", "linux/v4l2-controls.h",
    "linux/videodev2.h", "linux/vhost_types.h", "linux/virtio_net.h", "sound/asound.h",
    "rdma/ib_user_verbs.h", "scsi/sg.h",
  ]

  @Test(arguments: headers) func gccAgrees(header: String) throws {
    let gcc = try Compiler()
    let source = "#define _GNU_SOURCE\n#include <stddef.h>\n#include <\(header)>\n"
    let preprocessed = try #require(try gcc.preprocess(source), "gcc cannot read \(header)")
    let declarations = Declarations(reading: preprocessed, for: .x86_64)
    for error in declarations.errors {
      Issue.record("\(declarations.lines.location(at: error.range.lowerBound)): \(error)")
    }
    var checks = LayoutAssertions()
    for record in declarations.records { try checks.add(record) }
    for name in declarations.typeNames { checks.add(name) }
    // The preprocessed text: a header's macros must not meet the names of members.
    let text = String(decoding: preprocessed, as: UTF8.self) + checks.text
    #expect(checks.count > 0 || declarations.typeNames.isEmpty)
    let complaints = try gcc.complaints(about: text)
    #expect(complaints.isEmpty, "\(complaints)")
  }

  @Test func lineMarkersAreKept() throws {
    let gcc = try Compiler()
    let preprocessed = try #require(try gcc.preprocess("#include <sys/stat.h>\n"))
    let declarations = Declarations(reading: preprocessed, for: .x86_64)
    let record = try #require(declarations.records.first { $0.name == "stat" })
    let place = declarations.lines.location(at: record.range.lowerBound)
    #expect(place.file?.hasSuffix("bits/struct_stat.h") == true)
    let line = try String(contentsOfFile: try #require(place.file), encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)[place.line - 1]
    #expect(line.dropFirst(place.column - 1).hasPrefix("struct stat"))
  }
}

/// Static assertions that gcc accepts only if it lays out the same.
struct LayoutAssertions {
  private(set) var text = ""
  private(set) var count = 0
  private var engine: LayoutEngine

  init(target: Target = .x86_64) { engine = LayoutEngine(target: target) }

  /// Size, alignment and offsets of a record that has a name.
  mutating func add(_ record: DeclaredRecord) throws {
    let layout = try engine.layout(of: record.declaration)
    guard let name = record.name else { return }
    let spelling = record.declaration.tag == nil ? name : "\(layout.kind.rawValue) \(name)"
    let type = try engine.layout(of: record.type)
    assert("sizeof(\(spelling)) == \(type.size)")
    assert("__alignof__(\(spelling)) == \(type.alignment)")
    addOffsets(of: layout, in: spelling, at: 0, path: "")
  }

  /// Size and alignment of a type name.
  mutating func add(_ name: DeclaredTypeName) {
    guard let type = try? engine.layout(of: name.type) else { return }
    if case .array(_, nil) = type.shape { return }
    assert("sizeof(\(name.name)) == \(type.size)")
    assert("__alignof__(\(name.name)) == \(type.alignment)")
  }

  private mutating func addOffsets(of record: RecordLayout, in spelling: String, at base: UInt64, path: String) {
    for field in record.fields where field.bits == nil {
      guard let name = field.name else {
        if case .record(let inner) = field.type.shape {
          addOffsets(of: inner, in: spelling, at: base + field.offset, path: path)
        }
        continue
      }
      assert("__builtin_offsetof(\(spelling), \(path)\(name)) == \(base + field.offset)")
      if case .record(let inner) = field.type.shape, inner.name == nil {
        addOffsets(of: inner, in: spelling, at: base + field.offset, path: "\(path)\(name).")
      }
      if case .array(_, nil) = field.type.shape { continue }
      assert("sizeof(((\(spelling) *)0)->\(path)\(name)) == \(field.type.size)")
    }
  }

  private mutating func assert(_ condition: String) {
    text += "_Static_assert(\(condition), \"\");\n"
    count += 1
  }
}

/// gcc, run on texts.
struct Compiler {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("weft-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// What the preprocessor prints; nil where it fails.
  func preprocess(_ source: String) throws -> [UInt8]? {
    let (status, output) = try run(["-E", "-x", "c", "-", "-o", "text.i"], input: source)
    defer { try? FileManager.default.removeItem(at: folder.appendingPathComponent("text.i")) }
    guard status == 0 else {
      Issue.record("\(output)")
      return nil
    }
    return Array(try Data(contentsOf: folder.appendingPathComponent("text.i")))
  }

  /// What the compiler complains about, its first lines: empty if nothing.
  func complaints(about source: String) throws -> String {
    let (status, output) = try run(["-std=gnu2x", "-fsyntax-only", "-w", "-x", "c", "-"], input: source)
    try FileManager.default.removeItem(at: folder)
    return status == 0 ? "" : String(output.prefix(2000))
  }

  private func run(_ arguments: [String], input: String) throws -> (Int32, String) {
    let file = folder.appendingPathComponent("text.c")
    try Data(input.utf8).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gcc"] + arguments
    process.currentDirectoryURL = folder
    process.standardInput = try FileHandle(forReadingFrom: file)
    let output = Pipe()
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}
