// Facts from compiled fixtures, and checks against object files.

import Foundation
import Testing

@testable import Driver

private let fixtureHeader = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appendingPathComponent("abi-fixtures/fixture.h").path

/// A fixture that declares records and constants, and names them.
func fixture(_ declarations: String, _ names: String, view: String = "KERNEL") -> String {
  "#define WEFT_VIEW_\(view)\n\(declarations)\n#include \"\(fixtureHeader)\"\n\(names)\n"
}

@Suite struct FactTests {
  private let pollfd = "struct pollfd { int fd; short events, revents; };"

  @Test func theFactsOfAFixtureAreARoundTrip() throws {
    let files = try CompiledFiles()
    let object = try files.object(
      fixture("\(pollfd)\n#define EAGAIN 11", "RECORD(struct, pollfd)\nCONSTANT(EAGAIN)"), as: "poll",
      options: ["-gdwarf-5"])
    let libc = try files.object(
      fixture(pollfd, "RECORD(struct, pollfd)", view: "LIBC"), as: "libc", options: ["-gdwarf-5"])
    let facts = weft("abi", "facts", object, libc, "--compiler", "gcc of the test")
    #expect(facts.code == .success)
    #expect(facts.errors == "")
    #expect(facts.output.contains("record kernel struct pollfd size 8 align 4"))
    #expect(facts.output.contains("gcc of the test"))
    let checked = weft("abi", "check", "--against", "-", "pollfd", input: facts.output)
    #expect(checked.output == "x86_64  agrees  2 records, 22 facts\n")
    #expect(checked.code == .success)
  }

  @Test func objectsThatContradictEachOtherAreAnError() throws {
    let files = try CompiledFiles()
    let one = try files.object(fixture("#define EAGAIN 11", "CONSTANT(EAGAIN)"), as: "one", options: ["-gdwarf-5"])
    let other = try files.object(fixture("#define EAGAIN 12", "CONSTANT(EAGAIN)"), as: "other", options: ["-gdwarf-5"])
    #expect(weft("abi", "facts", one).code == .success)
    #expect(weft("abi", "facts", one, other).code == .disagreement)
  }

  @Test func anObjectThatStatesNothingIsAnError() throws {
    let files = try CompiledFiles()
    #expect(weft("abi", "facts", try files.object(pollfd, as: "plain")).code == .nothingCompared)
    #expect(weft("abi", "facts", "\(files.folder.path)/none.o").code == .failure)
  }

  @Test func ourRecordsAreComparedWithThoseOfAnyObject() throws {
    let files = try CompiledFiles()
    let right = weft("abi", "check", "--against", try files.object(pollfd, as: "right"))
    #expect(right.code == .success)
    #expect(right.output == "x86_64  agrees  1 record, 10 facts\n")

    let moved = try files.object("struct pollfd { int fd; short revents, events; };", as: "moved")
    let wrong = weft("abi", "check", "--against", moved)
    #expect(wrong.code == .failure)
    // It is the object's declaration that is likely to be wrong.
    #expect(
      wrong.output.contains(
        """
        bad-field-offset: struct pollfd.events (kernel, x86_64): weft says 4, \(moved) 6
          fix: in the source of \(moved), correct the fields and the padding before it: 4

        """))
    let json = try JSONSerialization.jsonObject(
      with: Data(weft("abi", "check", "--against", moved, "--json").output.utf8))
    let findings = (json as? [String: Any])?["findings"] as? [[String: Any]] ?? []
    let finding = try #require(findings.first { $0["field"] as? String == "events" })
    #expect(finding["ours"] as? String == "4" && finding["theirs"] as? String == "6")
    #expect(finding["fix"] as? String == "in the source of \(moved), correct the fields and the padding before it: 4")

    let longer = try files.object("struct pollfd { int fd; short events, other; };", as: "longer")
    let fields = weft("abi", "check", "--against", longer).output.replacingOccurrences(of: longer, with: "longer.o")
    #expect(
      fields == """
        missing-field: struct pollfd.other (kernel, x86_64): weft says nothing, longer.o i16 at 6, 2 bytes
          fix: in the source of longer.o, remove the field, or limit it to the targets that have it
        extra-field: struct pollfd.revents (kernel, x86_64): weft says i16 at 6, 2 bytes, longer.o nothing
          fix: in the source of longer.o, declare the field: i16 at 6, 2 bytes

        x86_64  2 findings  1 record, 7 facts

        """)

    // The kernel's sigaction: the view that the file comes closest to is meant.
    let kernel =
      "struct sigaction { void *sa_handler; unsigned long sa_flags; void *sa_restorer; unsigned long sa_mask; };"
    #expect(weft("abi", "check", "--against", try files.object(kernel, as: "kernel")).code == .success)

    let strange = try files.object("struct nobody_knows { int x; };", as: "strange")
    #expect(weft("abi", "check", "--against", strange).code == .nothingCompared)
    let bare = try files.object(pollfd, as: "bare", options: [])
    #expect(weft("abi", "check", "--against", bare).code == .nothingCompared)
  }
}
